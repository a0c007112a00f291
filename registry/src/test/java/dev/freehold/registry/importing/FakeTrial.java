package dev.freehold.registry.importing;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Passes every model, or lets the real one look. */
@Alternative
@Priority(1)
@Singleton
public class FakeTrial implements ModelTrial {
    public volatile @Nullable ModelTrial real;

    @Override
    public Figures run(Path folder, boolean chat) {
        ModelTrial trial = real;
        return trial == null ? new Figures(41, 1, chat ? 3 : 1) : trial.run(folder, chat);
    }
}
