package dev.freehold.engine.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Linux network namespaces, entered by the command {@code unshare}, without privileges. */
final class NetworkNamespace {
    /** Own user namespace, mapped to root inside it, and with that right an own network namespace: no interface is up. */
    private static final List<String> UNSHARE = List.of("unshare", "--map-root-user", "--net", "--");

    private static final int PROBE_SECONDS = 10;

    private NetworkNamespace() {}

    /** Command that starts another command in a namespace of its own; empty where the machine does not allow that. */
    static Optional<List<String>> prefix() {
        return Probe.WORKS ? Optional.of(UNSHARE) : Optional.empty();
    }

    /** Name of the namespace that this JVM is in; empty where the system has none. */
    static String current() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    /** Asked once a JVM: the answer does not change. */
    private static final class Probe {
        static final boolean WORKS = works();

        private static boolean works() {
            try {
                Process process = new ProcessBuilder(
                                UNSHARE.get(0), UNSHARE.get(1), UNSHARE.get(2), UNSHARE.get(3), "true")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                if (!process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    return false;
                }
                return process.exitValue() == 0;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
