package dev.freehold.standalone.cli;

import dev.freehold.registry.importing.EntryKind;
import dev.freehold.registry.vetting.ModelCard;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A model's folder on its way into the registry.
 *
 * @param taken files that are sent
 * @param leftOut names of what is in the folder and is not sent
 */
public record ModelFolder(Path folder, List<Path> taken, List<String> leftOut) {
    private static final System.Logger LOG = System.getLogger(ModelFolder.class.getName());
    private static final int MOST = 1000;
    private static final int PIPE = 1 << 20;

    public ModelFolder {
        taken = List.copyOf(taken);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * Looks at what a folder holds, at its top.
     *
     * @throws CommandFailed if there is no such folder, or no model in it
     */
    public static ModelFolder of(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw CommandFailed.couldNot("there is no folder " + folder);
        }
        List<Path> entries;
        try (Stream<Path> listing = Files.list(folder)) {
            entries = listing.limit(MOST + 1L).sorted().toList();
        }
        if (entries.size() > MOST) {
            throw CommandFailed.couldNot(folder + " holds more than " + MOST + " files: name the model's own folder");
        }
        boolean weights = entries.stream().anyMatch(entry -> entry.toString().endsWith(".safetensors"));
        List<Path> taken = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (Path entry : entries) {
            String name = entry.getFileName().toString();
            EntryKind kind = EntryKind.of(name);
            // Links are followed: the Hub's own caches are made of them.
            boolean sent = Files.isRegularFile(entry) && kind.isTaken() && !(weights && kind == EntryKind.ONNX);
            if (sent) {
                taken.add(entry);
            } else if (!name.startsWith(".")) {
                leftOut.add(Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS) ? name + "/" : name);
            }
        }
        if (taken.stream().noneMatch(file -> file.toString().matches(".*\\.(safetensors|onnx)"))) {
            throw CommandFailed.couldNot("there is no model in " + folder
                    + ": it needs config.json, .safetensors and tokenizer.json, or a .onnx with its tokenizer.json");
        }
        return new ModelFolder(folder, taken, leftOut);
    }

    /** The folder's own name in the form of a model's name; empty where nothing of it can be used. */
    Optional<String> name() {
        String name =
                folder.toAbsolutePath().normalize().getFileName().toString().toLowerCase(Locale.ROOT);
        String usable = name.replaceAll("[^a-z0-9._-]+", "-").replaceAll("^[._-]+", "");
        return usable.isEmpty() ? Optional.empty() : Optional.of(usable.substring(0, Math.min(96, usable.length())));
    }

    /** The licence that the model's card names. */
    Optional<String> licence() throws IOException {
        return ModelCard.licence(folder);
    }

    long bytes() throws IOException {
        long bytes = 0;
        for (Path file : taken) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    /** The files as a zip that is written while it is read; nothing of it touches the disk. */
    public PipedInputStream zip() {
        try {
            PipedInputStream in = new PipedInputStream(PIPE);
            PipedOutputStream out = new PipedOutputStream(in);
            Thread packer = new Thread(() -> pack(out), "pack");
            packer.setDaemon(true);
            packer.start();
            return in;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pack(OutputStream out) {
        ZipOutputStream zip = new ZipOutputStream(out);
        try {
            // Weights hardly shrink; the way is short.
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (Path file : taken) {
                zip.putNextEntry(new ZipEntry(file.getFileName().toString()));
                Files.copy(file, zip);
            }
            zip.close();
        } catch (IOException e) {
            // Not closed, which would make a whole archive of half a model: the pipe breaks instead, and with it the
            // upload.
            LOG.log(System.Logger.Level.DEBUG, "cannot pack " + folder, e);
        }
    }
}
