package dev.freehold.engine.worker.child;

import dev.freehold.engine.train.EpochEnd;
import dev.freehold.engine.worker.Protocol;
import dev.freehold.engine.worker.SavedSnapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Saves the end of each epoch of one tuning, as its result will be saved, and tells of it. */
final class Snapshots implements Consumer<EpochEnd> {
    private final Path folder;
    private final BiConsumer<Path, List<float[]>> save;
    private final Listener listener;

    private Snapshots(Path folder, BiConsumer<Path, List<float[]>> save, Listener listener) {
        this.folder = folder;
        this.save = save;
        this.listener = listener;
    }

    /**
     * What is to happen at the end of an epoch.
     *
     * @param folder as the call names it; nothing is saved where it names none
     * @param save writes the values of all trained tensors to a folder
     */
    static Consumer<EpochEnd> into(@Nullable String folder, BiConsumer<Path, List<float[]>> save, Listener listener) {
        return folder == null ? end -> {} : new Snapshots(Path.of(folder), save, listener);
    }

    @Override
    public void accept(EpochEnd end) {
        Path target = folder.resolve("epoch-" + end.epoch());
        save.accept(target, end.values().get());
        listener.tell(Protocol.Response.snapshot(new SavedSnapshot(
                target.toString(), end.epoch(), end.step(), end.loss(), end.heldOutLoss(), end.heldOutAccuracy())));
    }
}
