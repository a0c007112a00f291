package dev.freehold.testkit.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts programs that end with this process, also when it is killed. */
public final class Leash {
    /** The shell ends the program when its own input ends. */
    private static final String SCRIPT = "\"$@\" </dev/null & program=$!; read -r end; kill -9 $program; wait";

    private Leash() {}

    /**
     * Starts a program; whoever closes the returned process's input ends it.
     *
     * @param output where it writes
     */
    public static Process start(List<String> program, Map<String, String> environment, Path output) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", SCRIPT, "sh"));
        command.addAll(program);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }
}
