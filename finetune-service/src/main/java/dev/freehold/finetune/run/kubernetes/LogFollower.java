package dev.freehold.finetune.run.kubernetes;

import dev.freehold.engine.worker.BoundedLines;
import dev.freehold.finetune.run.staged.RunLine;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads one pod's log while it is written, over every cut, and once more when the pod has ended. */
final class LogFollower implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LogFollower.class.getName());
    private static final long PAUSE_MILLISECONDS = 1_000;
    /** Passes over an ended pod's log that may fail. */
    private static final int MOST_LAST_PASSES = 5;

    private final Cluster cluster;
    private final String pod;
    private final String uid;
    private final LineRelay relay;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable LogWatch reading;
    private volatile @Nullable RuntimeException broken;

    private LogFollower(Cluster cluster, String pod, String uid, LineRelay relay) {
        this.cluster = cluster;
        this.pod = pod;
        this.uid = uid;
        this.relay = relay;
    }

    static LogFollower of(Cluster cluster, String pod, String uid, LineRelay relay) {
        LogFollower follower = new LogFollower(cluster, pod, uid, relay);
        Thread thread = new Thread(follower::follow, "finetune-log");
        thread.setDaemon(true);
        thread.start();
        return follower;
    }

    String uid() {
        return uid;
    }

    /** Throws on what the journal threw. */
    void check() {
        RuntimeException thrown = broken;
        if (thrown != null) {
            throw thrown;
        }
    }

    /**
     * Reads the log of a pod that has ended, once more and whole, on this thread: one that follows may wait for more.
     *
     * @return whether it could be read
     */
    boolean readWhole() throws InterruptedException {
        close();
        for (int pass = 0; pass < MOST_LAST_PASSES; pass++) {
            if (passOverWhatIsWritten()) {
                return true;
            }
            Thread.sleep(PAUSE_MILLISECONDS);
        }
        return false;
    }

    @Override
    public void close() {
        closed.countDown();
        LogWatch open = reading;
        if (open != null) {
            open.close();
        }
    }

    private void follow() {
        try {
            do {
                pass();
            } while (!closed.await(PAUSE_MILLISECONDS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            broken = e;
        }
    }

    /** Reads the log from its first line to where it is cut; the next pass begins there again. */
    private void pass() {
        try (LogWatch log = cluster.log(pod)) {
            reading = log;
            BoundedLines lines = BoundedLines.cutting(log.getOutput(), RunLine.LONGEST);
            for (Optional<String> text = next(lines); text.isPresent(); text = next(lines)) {
                pass(text.get());
            }
        } catch (KubernetesClientException | IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the log of {0} was cut", pod);
        } finally {
            reading = null;
        }
    }

    private Optional<String> next(BoundedLines lines) throws IOException {
        return closed.getCount() == 0 ? Optional.empty() : lines.next();
    }

    /** An ended pod's log does not grow: this is all of it. */
    private boolean passOverWhatIsWritten() {
        try (InputStream log = cluster.writtenLog(pod)) {
            BoundedLines lines = BoundedLines.cutting(log, RunLine.LONGEST);
            for (Optional<String> text = lines.next(); text.isPresent(); text = lines.next()) {
                pass(text.get());
            }
            return true;
        } catch (KubernetesClientException | IOException e) {
            return false;
        }
    }

    private void pass(String text) throws IOException {
        Optional<RunLine> line = RunLine.read(text);
        if (line.isPresent()) {
            relay.pass(uid, line.get());
        }
    }
}
