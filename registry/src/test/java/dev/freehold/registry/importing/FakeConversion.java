package dev.freehold.registry.importing;

import dev.freehold.registry.Examples;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a small folder that depends on the tokenizer's length alone, and claims any cosine; or lets the real one do it. */
@Alternative
@Priority(1)
@Singleton
public class FakeConversion implements ModelConversion {
    public volatile @Nullable ModelConversion real;
    volatile double cosine = 1;
    volatile boolean dies;
    volatile int sentences;

    @Override
    public Figures convert(Path onnx, Path tokenizer, Path target, List<String> wanted) {
        ModelConversion conversion = real;
        if (conversion != null) {
            return conversion.convert(onnx, tokenizer, target, wanted);
        }
        sentences = wanted.size();
        if (dies) {
            throw new IllegalStateException("a test killed it");
        }
        try {
            Examples.base(target, (int) Files.size(tokenizer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Figures(cosine, wanted.size(), 4, 1, 2);
    }
}
