package dev.freehold.finetune.files;

import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.DecisionRequest.Resource;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.model.ModelArtifacts;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.action.GovernedActions;
import dev.freehold.finetune.problem.FinetuneProblems;
import dev.freehold.finetune.wire.Page;
import dev.freehold.finetune.wire.PageRequest;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What can be done with training files, each action decided and recorded; every door to files leads here. */
@Singleton
public class FileDesk {
    private static final System.Logger LOG = System.getLogger(FileDesk.class.getName());
    private static final String FAMILY = "finetune";

    private final GovernedActions governed;
    private final TrainingFiles files;
    private final FileStore store;
    private final UploadDoor door;
    private final ModelArtifacts artifacts;

    FileDesk(
            GovernedActions governed, TrainingFiles files, FileStore store, UploadDoor door, ModelArtifacts artifacts) {
        this.governed = governed;
        this.files = files;
        this.store = store;
        this.door = door;
        this.artifacts = artifacts;
    }

    /** Takes an upload in. The body is read only once policy allows it: nobody else makes this process hold 64 MiB. */
    public FileObject upload(Caller caller, @Nullable String contentType, InputStream body) {
        return FileObject.of(governed.perform(
                caller,
                FAMILY,
                Actions.DATASET_UPLOAD,
                Resource.named("dataset", "upload"),
                () -> door.read(contentType, body, upload -> files.take(caller, upload))));
    }

    /** The tenant's files, newest first. */
    public Page<FileObject> list(Caller caller, PageRequest page) {
        return read(caller, Resource.named("dataset", "all"), () -> {
            if (page.after() != null
                    && store.find(caller.tenant(), page.after()).isEmpty()) {
                throw PageRequest.unknownAfter();
            }
            List<FileObject> found = store.list(caller.tenant(), page.after(), page.probe()).stream()
                    .map(FileObject::of)
                    .toList();
            return Page.of(found, page.limit(), FileObject::id);
        });
    }

    public FileObject get(Caller caller, String id) {
        return read(caller, Resource.named("dataset", id), () -> FileObject.of(file(caller, id)));
    }

    /** The rows as they are kept, masked: what was uploaded is nowhere any more. Decided under the rows' own label. */
    public Path content(Caller caller, String id) {
        Resource resource = store.find(caller.tenant(), id)
                .map(file -> new Resource("dataset", id, file.dataset(), null, null, file.label(), null))
                .orElseGet(() -> Resource.named("dataset", id));
        return read(caller, resource, () -> {
            try {
                return artifacts.dataset(caller.tenant(), file(caller, id).dataset());
            } catch (IOException e) {
                LOG.log(System.Logger.Level.ERROR, "the rows of " + id + " cannot be had", e);
                throw new ProblemException(
                        FinetuneProblems.REGISTRY_UNAVAILABLE, "The masked rows cannot be had from the registry.");
            }
        });
    }

    /** Forgets a file; its masked rows stay in the registry, where lineage names them. */
    public FileObject.Deleted delete(Caller caller, String id) {
        return governed.perform(caller, FAMILY, Actions.DATASET_DELETE, Resource.named("dataset", id), () -> {
            if (!store.delete(caller.tenant(), id)) {
                throw unknown();
            }
            return new FileObject.Deleted(id, "file", true);
        });
    }

    private TrainingFile file(Caller caller, String id) {
        return store.find(caller.tenant(), id).orElseThrow(FileDesk::unknown);
    }

    private <T> T read(Caller caller, Resource resource, Supplier<T> work) {
        return governed.perform(caller, FAMILY, Actions.DATASET_READ, resource, work);
    }

    private static ProblemException unknown() {
        return new ProblemException(FinetuneProblems.FILE_NOT_FOUND, "No file of yours has this id.");
    }
}
