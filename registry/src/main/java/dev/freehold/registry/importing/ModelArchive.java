package dev.freehold.registry.importing;

import dev.freehold.registry.RegistrySettings;
import dev.freehold.registry.vetting.Refused;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads archives that bring a model: takes the one ONNX file and the one tokenizer, under names of its own, and nothing else.
 *
 * <p>No entry's name ever becomes a path. The archive is read as a stream, so that its central directory, which can be of
 * any size, is never held in memory.
 */
@Singleton
class ModelArchive {
    private static final int MOST_ENTRIES = 1000;
    private static final int LONGEST_NAME = 512;
    private static final int HIGHEST_RATIO = 100;
    private static final long RATIO_COUNTS_FROM = 1 << 20;
    private static final Pattern ONNX = Pattern.compile(".*\\.onnx", Pattern.CASE_INSENSITIVE);
    private static final Pattern TOKENIZER = Pattern.compile(".*tokenizer\\.json", Pattern.CASE_INSENSITIVE);
    private static final Pattern HARMLESS = Pattern.compile(
            "META-INF/.*|(.*/)?(README|LICENSE|LICENCE|NOTICE)[^/]*|.*\\.(class|md|txt)", Pattern.CASE_INSENSITIVE);
    private final long mostBytes;

    @Inject
    ModelArchive(RegistrySettings settings) {
        this(settings.imports().maxUnpackedBytes().asLongValue());
    }

    ModelArchive(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** What was taken out. */
    record Unpacked(Path onnx, Path tokenizer) {}

    /**
     * Unpacks.
     *
     * @param folder exists; gets the files {@code model.onnx} and {@code tokenizer.json}
     * @throws Refused naming the entry that may not come in, or what is missing
     */
    Unpacked unpack(Path archive, Path folder) throws IOException, Refused {
        Path onnx = folder.resolve("model.onnx");
        Path tokenizer = folder.resolve("tokenizer.json");
        Files.createDirectories(folder);
        try (Counting compressed = new Counting(new BufferedInputStream(Files.newInputStream(archive)));
                ZipInputStream zip = new ZipInputStream(compressed)) {
            Budget budget = new Budget(compressed);
            ZipEntry entry = zip.getNextEntry();
            for (; entry != null; entry = zip.getNextEntry()) {
                budget.countEntry();
                String name = checkedName(entry.getName());
                take(zip, name, target(name, onnx, tokenizer), budget);
                refuseUnknown(entry, name);
            }
        } catch (ZipException | IllegalArgumentException e) {
            throw new Refused("the archive is not a zip file that can be read");
        }
        require(onnx, "a .onnx file");
        require(tokenizer, "a tokenizer.json");
        return new Unpacked(onnx, tokenizer);
    }

    private static @Nullable Path target(String name, Path onnx, Path tokenizer) throws Refused {
        if (ONNX.matcher(name).matches()) {
            return fresh(onnx, name);
        }
        return TOKENIZER.matcher(name).matches() ? fresh(tokenizer, name) : null;
    }

    /** Asked last, so that a pickle is called a pickle rather than an unknown kind. */
    private static void refuseUnknown(ZipEntry entry, String name) throws Refused {
        boolean known = entry.isDirectory()
                || ONNX.matcher(name).matches()
                || TOKENIZER.matcher(name).matches()
                || HARMLESS.matcher(name).matches();
        if (!known) {
            throw new Refused("the entry " + name + " is of no kind that is taken");
        }
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

    private static Path fresh(Path file, String name) throws Refused {
        if (Files.exists(file)) {
            throw new Refused("the entry " + name + " is the second of its kind; one is taken");
        }
        return file;
    }

    private void take(ZipInputStream zip, String name, @Nullable Path target, Budget budget)
            throws IOException, Refused {
        EntryBytes watched = new EntryBytes(name);
        byte[] buffer = new byte[64 << 10];
        try (OutputStream out = target == null ? OutputStream.nullOutputStream() : Files.newOutputStream(target)) {
            for (int length = zip.read(buffer); length >= 0; length = zip.read(buffer)) {
                budget.countBytes(length);
                watched.pass(buffer, length);
                out.write(buffer, 0, length);
            }
        }
    }

    private static void require(Path file, String what) throws Refused {
        if (!Files.exists(file)) {
            throw new Refused("the archive lacks " + what);
        }
    }

    /** What an archive may still unpack to. */
    private final class Budget {
        private final Counting compressed;
        private int entries;
        private long bytes;

        Budget(Counting compressed) {
            this.compressed = compressed;
        }

        void countEntry() throws Refused {
            entries++;
            if (entries > MOST_ENTRIES) {
                throw new Refused("the archive has more than " + MOST_ENTRIES + " entries");
            }
        }

        void countBytes(int length) throws Refused {
            bytes += length;
            if (bytes > mostBytes) {
                throw new Refused("the archive unpacks to more than " + mostBytes + " bytes");
            }
            if (bytes > RATIO_COUNTS_FROM && bytes / HIGHEST_RATIO > compressed.count) {
                throw new Refused("the archive unpacks to more than " + HIGHEST_RATIO + " times its size");
            }
        }
    }

    /** Counts what was read. */
    private static final class Counting extends FilterInputStream {
        private long count;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
