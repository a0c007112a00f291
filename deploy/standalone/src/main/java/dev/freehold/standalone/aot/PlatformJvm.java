package dev.freehold.standalone.aot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Java command line that runs the platform.
 *
 * @param app the runnable folder, with its {@code quarkus-run.jar}
 */
public record PlatformJvm(Path app) {
    private static final int NATIVE_ACCESS_IS_ASKED_FOR = 22;
    private static final int UNSAFE_MEMORY_IS_ASKED_FOR = 24;

    /** The one that the launcher named, or this checkout's. */
    public static PlatformJvm fromEnvironment() {
        return new PlatformJvm(Path.of(
                Optional.ofNullable(System.getenv("FREEHOLD_APP")).orElse("deploy/standalone/target/quarkus-app")));
    }

    public Path jar() {
        return app.resolve("quarkus-run.jar").toAbsolutePath();
    }

    /** The whole command, with further options for the JVM. */
    public List<String> command(List<String> further) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(options());
        command.addAll(further);
        command.add("-jar");
        command.add(jar().toString());
        return command;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Options that a run and the training of its cache must have alike. */
    static List<String> options() {
        List<String> options = new ArrayList<>(List.of(
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-Dai.djl.offline=true",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
        int version = Runtime.version().feature();
        if (version >= NATIVE_ACCESS_IS_ASKED_FOR) {
            options.add("--enable-native-access=ALL-UNNAMED");
        }
        if (version >= UNSAFE_MEMORY_IS_ASKED_FOR) {
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        return options;
    }
}
