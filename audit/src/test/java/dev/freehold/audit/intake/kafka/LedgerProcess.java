package dev.freehold.audit.intake.kafka;

import dev.freehold.audit.intake.LedgersAt;
import dev.freehold.audit.intake.Records;
import dev.freehold.enforcement.messaging.kafka.KafkaCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The ledger's side in a process of its own, which a test can kill. */
final class LedgerProcess implements AutoCloseable {
    private final Process process;

    private LedgerProcess(Process process) {
        this.process = process;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    static LedgerProcess start(Path home, String bootstrap) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LedgerProcess.class.getName(),
                home.toString(),
                bootstrap);
        return new LedgerProcess(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        home.resolveSibling(home.getFileName() + ".log").toFile()))
                .start());
    }

    /** kill -9. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    public static void main(String[] arguments) throws InterruptedException {
        LedgersAt ledgers = new LedgersAt(Path.of(arguments[0]));
        KafkaCluster kafka = new KafkaCluster(Brokers.settings(arguments[1]));
        TopicIntake intake = new TopicIntake(kafka, ledgers.intake(), ledgers.ledgers(), Records.TENANT);
        intake.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            intake.close();
            ledgers.close();
        }));
        Thread.currentThread().join();
    }
}
