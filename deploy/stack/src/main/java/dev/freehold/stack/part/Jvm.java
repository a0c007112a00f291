package dev.freehold.stack.part;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How Java is started here. */
final class Jvm {
    private static final int NATIVE_ACCESS_IS_ASKED_FOR = 22;
    private static final int UNSAFE_MEMORY_IS_ASKED_FOR = 24;

    private Jvm() {}

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** What runs a packaged service; small, since there are seven of them on one machine. */
    static List<String> command(Path jar, String heap) {
        List<String> command = new ArrayList<>(List.of(
                java(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx" + heap,
                "-XX:+ExitOnOutOfMemoryError",
                "-Dai.djl.offline=true",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
        int version = Runtime.version().feature();
        if (version >= NATIVE_ACCESS_IS_ASKED_FOR) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        if (version >= UNSAFE_MEMORY_IS_ASKED_FOR) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }
}
