package dev.freehold.engine.worker.child;

import ai.djl.engine.EngineException;
import dev.freehold.engine.Refusal;
import dev.freehold.engine.worker.BoundedLines;
import dev.freehold.engine.worker.Protocol;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Main of the worker JVM: reads calls from its input and answers on the descriptor that it was given. It ends when its
 * input ends, so it never outlives the JVM that started it, and on every error that is not the caller's to mend.
 */
public final class EngineWorkerMain {
    private static final int EXIT_BROKEN = 70;
    private final OutputStream out;
    private final Workbench workbench;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private EngineWorkerMain(OutputStream out, Workbench workbench) {
        this.out = out;
        this.workbench = workbench;
    }

    /**
     * Runs until the input ends.
     *
     * @param arguments file to answer on; number of threads of the tensor library
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        OutputStream out = new FileOutputStream(arguments[0]);
        EngineWorkerMain main = new EngineWorkerMain(out, new Workbench(Integer.parseInt(arguments[1])));
        BlockingQueue<String> calls = new ArrayBlockingQueue<>(1);
        Thread reader = new Thread(() -> main.read(calls), "calls");
        reader.setDaemon(true);
        reader.start();
        main.answer(Protocol.Response.greeting(namespace()));
        while (true) {
            main.handle(calls.take());
        }
    }

    /** Reads on a thread of its own, so that the end of the input is seen in the middle of a computation. */
    private void read(BlockingQueue<String> calls) {
        BoundedLines lines = BoundedLines.strict(System.in, Protocol.MAX_LINE);
        int exit = 0;
        try {
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                // A call comes only once the one before is answered, so this never takes back the end of another.
                boolean stop = Protocol.isStop(line.get());
                stopped.set(stop);
                if (!stop) {
                    calls.put(line.get());
                }
            }
        } catch (IOException e) {
            exit = EXIT_BROKEN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        deleteScratch();
        // Not exit: its hooks would wait for native code that may run for hours.
        Runtime.getRuntime().halt(exit);
    }

    private void handle(String line) throws IOException {
        try {
            Protocol.Request request = Protocol.read(line, Protocol.Request.class);
            answer(Protocol.Response.result(workbench.perform(request, new Asker())));
        } catch (Refusal e) {
            answer(Protocol.Response.refused(message(e)));
        } catch (UncheckedIOException e) {
            answer(Protocol.Response.refused(message(e) + ": " + e.getCause()));
        } catch (RuntimeException | Error e) {
            throw broken(e);
        }
    }

    /** Says where it broke, and not with what: a message could quote a text, save those of the tensor library. */
    private static RuntimeException broken(Throwable e) {
        String detail = e instanceof EngineException || e instanceof UnsatisfiedLinkError ? ": " + message(e) : "";
        RuntimeException said = new IllegalStateException(e.getClass().getName() + detail);
        said.setStackTrace(e.getStackTrace());
        Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> {
            thrown.printStackTrace();
            deleteScratch();
            Runtime.getRuntime().halt(EXIT_BROKEN);
        });
        return said;
    }

    /** Who is on the other end of the line. */
    private final class Asker implements Listener {
        @Override
        public void tell(Protocol.Response part) {
            try {
                answer(part);
            } catch (IOException e) {
                throw new IllegalStateException("nobody listens", e);
            }
        }

        @Override
        public boolean wantsMore() {
            return !stopped.get();
        }
    }

    private void answer(Protocol.Response response) throws IOException {
        byte[] line = Protocol.line(response);
        out.write(line);
        out.write('\n');
        out.flush();
    }

    private static String message(Throwable e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message.substring(0, Math.min(600, message.length()));
    }

    private static String namespace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    /** The temporary folder is this worker's alone; native libraries were unpacked there. */
    private static void deleteScratch() {
        try (Stream<Path> files = Files.walk(Path.of(System.getProperty("java.io.tmpdir")))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // The JVM that started this one deletes what is left.
            return;
        }
    }
}
