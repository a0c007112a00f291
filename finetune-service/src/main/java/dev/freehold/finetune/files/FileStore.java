package dev.freehold.finetune.files;

import static dev.freehold.finetune.database.FinetuneDatabase.json;
import static dev.freehold.finetune.database.FinetuneDatabase.time;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.finetune.database.FinetuneDatabase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of uploaded files, in PostgreSQL. */
@Singleton
public class FileStore {
    private final FinetuneDatabase database;

    FileStore(FinetuneDatabase database) {
        this.database = database;
    }

    void add(TrainingFile file) {
        database.with(
                handle -> handle.createUpdate("insert into finetune_file (tenant, id, created_at, dataset, document)"
                                + " values (:tenant, :id, :created_at, :dataset, cast(:document as jsonb))")
                        .bind("tenant", file.tenant().value())
                        .bind("id", file.id())
                        .bind("created_at", time(file.created()))
                        .bind("dataset", file.dataset().value())
                        .bind("document", json(file))
                        .execute());
    }

    public Optional<TrainingFile> find(TenantId tenant, String id) {
        return database.with(
                handle -> handle.createQuery("select document from finetune_file where tenant = :tenant and id = :id")
                        .bind("tenant", tenant.value())
                        .bind("id", id)
                        .map((row, context) -> json(row, "document", TrainingFile.class))
                        .findOne());
    }

    /** Newest first, starting behind a file, or with the newest. */
    List<TrainingFile> list(TenantId tenant, @Nullable String after, int limit) {
        return database.with(handle -> handle.createQuery("select document from finetune_file"
                        + " where tenant = :tenant and (cast(:after as text) is null or position <"
                        + " (select position from finetune_file where tenant = :tenant and id = :after))"
                        + " order by position desc limit :limit")
                .bind("tenant", tenant.value())
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> json(row, "document", TrainingFile.class))
                .list());
    }

    /**
     * Forgets a file; its masked rows stay in the registry, where models that were made of them name them.
     *
     * @return false if there is none
     */
    boolean delete(TenantId tenant, String id) {
        return database.with(
                handle -> handle.createUpdate("delete from finetune_file where tenant = :tenant and id = :id")
                                .bind("tenant", tenant.value())
                                .bind("id", id)
                                .execute()
                        == 1);
    }
}
