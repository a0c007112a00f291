package dev.freehold.standalone.aot;

import dev.freehold.contracts.model.Digest;
import dev.freehold.standalone.home.Home;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cache of classes linked ahead of time, for one Java and one build of the platform. It is a file below the data
 * folder; whatever is wrong with it, the platform starts without it.
 */
public final class AotCache {
    private static final int FIRST_VERSION = 25;
    private final Home home;
    private final PlatformJvm jvm;

    public AotCache(Home home, PlatformJvm jvm) {
        this.home = home;
        this.jvm = jvm;
    }

    /** What makes a start use the cache: nothing where there is none. */
    public List<String> options() {
        return supported() && Files.isRegularFile(file())
                ? List.of("-XX:AOTCache=" + file(), "-Xlog:aot=off", "-Xlog:cds=off")
                : List.of();
    }

    /** Has the cache made by a process of its own, once for each Java and build; returns at once. */
    public void trainInBackground() throws IOException {
        if (!supported() || Files.exists(file()) || Files.exists(attempt())) {
            return;
        }
        Files.createDirectories(folder());
        Files.writeString(attempt(), "");
        List<String> command = new ArrayList<>();
        prefixed(command, "/usr/bin/setsid");
        prefixed(command, "/usr/bin/nice");
        command.addAll(List.of(PlatformJvm.java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), AotTraining.class.getName()));
        command.addAll(List.of(jvm.app().toAbsolutePath().toString(), folder().toString(), file().toString()));
        File log = home.logs().resolve("aot.log").toFile();
        Process process = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        Files.writeString(process(), Long.toString(process.pid()));
    }

    /** Ends a training that is under way; the next one starts anew. */
    public void stopTraining() throws IOException {
        Optional<ProcessHandle> training = training();
        if (training.isPresent()) {
            training.get().destroy();
            Files.deleteIfExists(attempt());
            training.get().onExit().join();
        }
    }

    private Optional<ProcessHandle> training() throws IOException {
        if (!Files.exists(process())) {
            return Optional.empty();
        }
        long id = Long.parseLong(Files.readString(process()).strip());
        // The number may be another program's by now.
        return ProcessHandle.of(id)
                .filter(handle -> handle.isAlive()
                        && handle.info().commandLine().orElse("").contains(AotTraining.class.getName()));
    }

    private static boolean supported() {
        return Runtime.version().feature() >= FIRST_VERSION;
    }

    private static void prefixed(List<String> command, String program) {
        if (new File(program).canExecute()) {
            command.add(program);
        }
    }

    private Path folder() {
        return home.folder().resolve("aot");
    }

    private Path file() {
        return folder().resolve(key() + ".aot");
    }

    /** Left by the first attempt, so that a machine where it fails is not kept busy with it. */
    private Path attempt() {
        return folder().resolve(key() + ".tried");
    }

    private Path process() {
        return folder().resolve("training.pid");
    }

    private String key() {
        String build;
        try {
            build = Files.getLastModifiedTime(jvm.jar()) + " " + Files.size(jvm.jar());
        } catch (IOException e) {
            build = "not built";
        }
        String what = Runtime.version() + " " + System.getProperty("java.home") + " " + build;
        return Digest.of(what.getBytes(StandardCharsets.UTF_8)).value().substring(7, 23);
    }
}
