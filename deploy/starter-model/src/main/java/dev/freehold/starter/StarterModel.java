package dev.freehold.starter;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The starter model's files, on the class path. */
public final class StarterModel {
    /** What the model is called where it is imported. */
    public static final String NAME = "starter-chat";

    private static final List<String> FILES = List.of(
            "README.md",
            "config.json",
            "generation_config.json",
            "model.safetensors",
            "tokenizer.json",
            "tokenizer_config.json");

    private StarterModel() {}

    /** Names of the files of the model folder, in the layout of Transformers. */
    public static List<String> files() {
        return FILES;
    }

    /**
     * Opens a file of the model.
     *
     * @param name one of {@link #files}
     */
    public static InputStream open(String name) throws IOException {
        if (!FILES.contains(name)) {
            throw new IllegalArgumentException("the starter model has no file of this name: " + FILES);
        }
        InputStream in = StarterModel.class.getResourceAsStream("model/" + name);
        if (in == null) {
            throw new IOException("model/" + name + " is missing on the class path");
        }
        return in;
    }

    /**
     * Copies the model into a folder, which is created where missing.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the folder holds one of the files
     */
    public static void copyTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String name : FILES) {
            try (InputStream in = open(name)) {
                Files.copy(in, folder.resolve(name));
            }
        }
    }
}
