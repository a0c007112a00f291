package dev.freehold.registry.importing;

import dev.freehold.registry.RegistrySettings;
import dev.freehold.registry.vetting.Programs;
import dev.freehold.registry.vetting.Refused;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Reads archives that bring a model: one ONNX file with its tokenizer, or a folder in Transformers layout, under names of our
 * own, and nothing else.
 *
 * <p>No entry's name ever becomes a path. The archive is read as a stream, so that its central directory, which can be of
 * any size, is never held in memory.
 */
@Singleton
class ModelArchive {
    private static final int LONGEST_NAME = 512;
    private final long mostBytes;

    @Inject
    ModelArchive(RegistrySettings settings) {
        this(settings.imports().maxUnpackedBytes().asLongValue());
    }

    ModelArchive(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** What was taken out. */
    sealed interface Unpacked {
        /** A model that is to be converted. */
        record Onnx(Path model, Path tokenizer) implements Unpacked {}

        /** A model that is kept as it came. */
        record Transformers(Path folder) implements Unpacked {}
    }

    /**
     * Unpacks.
     *
     * @param folder gets the files that are taken
     * @throws Refused naming the entry that may not come in, or what is missing
     */
    Unpacked unpack(Path archive, Path folder) throws IOException, Refused {
        Files.createDirectories(folder);
        // Beside the folder, so that what is looked at is never taken for what was taken.
        Path looked = folder.resolveSibling(folder.getFileName() + ".entry");
        try (Counting compressed = new Counting(new BufferedInputStream(Files.newInputStream(archive)));
                ZipInputStream zip = new ZipInputStream(compressed)) {
            UnpackBudget budget = new UnpackBudget(mostBytes, compressed);
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                budget.countEntry();
                String name = checkedName(entry.getName());
                write(zip, looked, budget);
                Programs.refuse(looked, name);
                if (!entry.isDirectory()) {
                    take(looked, name, folder);
                }
            }
        } catch (ZipException | IllegalArgumentException e) {
            throw new Refused("the archive is not a zip file that can be read");
        } finally {
            Files.deleteIfExists(looked);
        }
        return sorted(folder);
    }

    private static void take(Path looked, String name, Path folder) throws IOException, Refused {
        EntryKind kind = EntryKind.of(name);
        switch (kind) {
            case UNKNOWN -> throw new Refused("the entry " + name + " is of no kind that is taken");
            case LEFT_BEHIND -> {}
            case ONNX, TOKENIZER, TRANSFORMERS -> {
                Path target = folder.resolve(kind.target(name));
                if (Files.exists(target)) {
                    throw new Refused("the entry " + name + " is the second of its kind; one is taken");
                }
                Files.move(looked, target);
            }
        }
    }

    private static Unpacked sorted(Path folder) throws IOException, Refused {
        Path onnx = folder.resolve("model.onnx");
        boolean weights;
        try (Stream<Path> listing = Files.list(folder)) {
            weights = listing.anyMatch(file -> file.toString().endsWith(".safetensors"));
        }
        if (weights && Files.exists(onnx)) {
            throw new Refused("the archive brings the model twice, as .onnx and as .safetensors; one is taken");
        }
        if (!weights) {
            require(onnx, "a .onnx file or .safetensors weights");
        }
        Path tokenizer = folder.resolve("tokenizer.json");
        require(tokenizer, "a tokenizer.json");
        return weights ? new Unpacked.Transformers(folder) : new Unpacked.Onnx(onnx, tokenizer);
    }

    private static String checkedName(String name) throws Refused {
        if (name.length() > LONGEST_NAME || name.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
            throw new Refused("an entry has a name that is too long or has control characters");
        }
        boolean climbs = name.startsWith("/")
                || name.contains("\\")
                || name.contains(":")
                || ("/" + name + "/").contains("/../");
        if (climbs) {
            throw new Refused("the entry " + name + " points out of the archive");
        }
        return name;
    }

    private static void write(ZipInputStream zip, Path target, UnpackBudget budget) throws IOException, Refused {
        byte[] buffer = new byte[64 << 10];
        try (OutputStream out = Files.newOutputStream(target)) {
            for (int length = zip.read(buffer); length >= 0; length = zip.read(buffer)) {
                budget.countBytes(length);
                out.write(buffer, 0, length);
            }
        }
    }

    private static void require(Path file, String what) throws Refused {
        if (!Files.exists(file)) {
            throw new Refused("the archive lacks " + what);
        }
    }
}
