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
    private static final long PAUSE_MILLISECONDS = 1_000;
    /** Passes over an ended pod's log that may fail. */
    private static final int MOST_LAST_PASSES = 5;

    private final Cluster cluster;
    private final String pod;
    private final String uid;
    private final LineRelay relay;
    private final CountDownLatch done = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closed;
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
     * Says that the pod has ended, and waits for its last lines.
     *
     * @return whether they were all read
     */
    boolean finish(long seconds) throws InterruptedException {
        ended.countDown();
        stopReading();
        return done.await(seconds, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        closed = true;
        ended.countDown();
        stopReading();
    }

    private void stopReading() {
        LogWatch open = reading;
        if (open != null) {
            open.close();
        }
    }

    private void follow() {
        try {
            int lastPasses = 0;
            while (!closed && lastPasses < MOST_LAST_PASSES) {
                boolean last = ended.getCount() == 0;
                boolean whole = last ? passOverWhatIsWritten() : pass();
                if (last && whole) {
                    done.countDown();
                    return;
                }
                lastPasses += last ? 1 : 0;
                if (last) {
                    Thread.sleep(PAUSE_MILLISECONDS);
                } else {
                    ended.await(PAUSE_MILLISECONDS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            broken = e;
        }
    }

    /** Reads the log from its first line to where it ends or is cut; whether it could be read at all. */
    private boolean pass() {
        try (LogWatch log = cluster.log(pod)) {
            reading = log;
            if (ended.getCount() > 0) {
                pass(log.getOutput());
            }
            return true;
        } catch (KubernetesClientException | IOException e) {
            return false;
        } finally {
            reading = null;
        }
    }

    /** An ended pod's log does not grow: this is all of it. */
    private boolean passOverWhatIsWritten() {
        try (InputStream log = cluster.writtenLog(pod)) {
            pass(log);
            return true;
        } catch (KubernetesClientException | IOException e) {
            return false;
        }
    }

    private void pass(InputStream log) throws IOException {
        BoundedLines lines = BoundedLines.cutting(log, RunLine.LONGEST);
        for (Optional<String> text = lines.next(); text.isPresent() && !closed; text = lines.next()) {
            Optional<RunLine> line = RunLine.read(text.get());
            if (line.isPresent()) {
                relay.pass(uid, line.get());
            }
        }
    }
}
