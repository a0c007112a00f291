package dev.freehold.finetune.run.kubernetes;

import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.ModelArtifacts;
import dev.freehold.finetune.run.Failure;
import dev.freehold.finetune.run.RunBroken;
import dev.freehold.finetune.run.RunId;
import dev.freehold.finetune.run.RunInputs;
import dev.freehold.finetune.run.RunJournal;
import dev.freehold.finetune.run.StopSignal;
import dev.freehold.finetune.run.staged.StagedRun;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Watch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One run in the cluster, from its Job's making to its end. What counts is what a look shows; a watch only says when to
 * look, so that one that is dropped costs seconds and loses nothing.
 */
final class ClusterRun implements AutoCloseable {
    private static final long LOOK_SECONDS = 5;
    private static final long AWAY_SECONDS = 1;

    private final Cluster cluster;
    private final ClusterSettings settings;
    private final RunId run;
    private final RunJournal journal;
    private final StopSignal stop;
    private final Semaphore wake = new Semaphore(0);
    private final AtomicBoolean watching = new AtomicBoolean();
    private @Nullable Watch watch;
    private @Nullable LogFollower logs;
    private String lastReason = "";
    private long waitingSince = System.nanoTime();

    ClusterRun(Cluster cluster, ClusterSettings settings, RunId run, RunJournal journal, StopSignal stop) {
        this.cluster = cluster;
        this.settings = settings;
        this.run = run;
        this.journal = journal;
        this.stop = stop;
        stop.guard(wake::release);
    }

    /** Finds the run's Job, or lays the run out and makes it. */
    Job begin(StagedRun staged, RunInputs inputs, ModelArtifacts artifacts) throws RunBroken, Stopped {
        Digest asked = Digest.of(Json.tree(inputs).toString().getBytes(StandardCharsets.UTF_8));
        Optional<Job> found = patiently(() -> cluster.find(run.toString()));
        if (found.isPresent()) {
            String its = found.get().getMetadata().getAnnotations().get(JobManifest.INPUTS_ANNOTATION);
            if (!asked.value().equals(its)) {
                throw new RunBroken(Failure.refusedByCluster(
                        "namespace " + settings.namespace() + " holds a Job of this run's name that is not its own"));
            }
            journal.say("found Job " + run + " in namespace " + settings.namespace());
            return found.get();
        }
        Digest spec;
        try {
            spec = staged.lay(run, inputs, settings.limits(), artifacts);
        } catch (IOException e) {
            throw new RunBroken(Failure.inputs("the run's inputs could not be laid out for the cluster"), e);
        }
        Job made = patiently(() -> cluster.create(new JobManifest(settings).of(run, spec, asked)));
        journal.say("made Job " + run + " in namespace " + settings.namespace());
        return made;
    }

    /** Follows the Job until it is over. */
    Sight.Over follow(LineRelay relay) throws RunBroken, Stopped {
        while (true) {
            keepWatching();
            Sight sight = look();
            if (sight instanceof Sight.Over over) {
                readToTheEnd(over, relay);
                return over;
            }
            if (sight instanceof Sight.Running running) {
                waitingSince = System.nanoTime();
                logsOf(running.pod(), relay).check();
            } else {
                bear(((Sight.Waiting) sight).why());
            }
            pause(LOOK_SECONDS);
        }
    }

    /** The run was ended from outside. */
    static final class Stopped extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** A request to the cluster. */
    interface Request<T> {
        T send() throws ClusterAway, ClusterRefused;
    }

    private Sight look() throws RunBroken, Stopped {
        return patiently(() -> {
            Optional<Job> job = cluster.find(run.toString());
            if (job.isEmpty() || job.get().getMetadata().getDeletionTimestamp() != null) {
                throw new ClusterRefused(404, "somebody deleted the run's Job", new IllegalStateException());
            }
            List<Pod> pods = cluster.pods(job.get());
            List<Event> events =
                    new ArrayList<>(cluster.events(job.get().getMetadata().getUid()));
            for (Pod pod : pods) {
                if (pod.getStatus() != null && "Pending".equals(pod.getStatus().getPhase())) {
                    events.addAll(cluster.events(pod.getMetadata().getUid()));
                }
            }
            return Sight.of(job.get(), pods, events);
        });
    }

    /** A pod that is refused may be made a minute later (a quota that others fill), so a refusal is borne for a while. */
    private void bear(String why) throws RunBroken {
        if (!why.equals(lastReason)) {
            lastReason = why;
            journal.say("no pod of the run has started: " + why);
        }
        if (System.nanoTime() - waitingSince > settings.patience().start().toNanos()) {
            throw new RunBroken(Failure.refusedByCluster(
                    "no pod of the run started within " + settings.patience().start() + ": " + why));
        }
    }

    private LogFollower logsOf(Pod pod, LineRelay relay) {
        LogFollower current = logs;
        String uid = pod.getMetadata().getUid();
        if (current != null && current.uid().equals(uid)) {
            return current;
        }
        if (current != null) {
            current.close();
        }
        LogFollower next = LogFollower.of(cluster, pod.getMetadata().getName(), uid, relay);
        logs = next;
        return next;
    }

    private void readToTheEnd(Sight.Over over, LineRelay relay) throws Stopped {
        Pod last = over.last();
        if (last == null || over.end().isEmpty()) {
            return;
        }
        LogFollower follower = logsOf(last, relay);
        try {
            if (!follower.readWhole()) {
                journal.say("the last lines of the run's log could not be read");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
        follower.check();
    }

    /** Asks until it is answered; a cluster that is away longer than is borne breaks the run. */
    private <T> T patiently(Request<T> request) throws RunBroken, Stopped {
        long since = System.nanoTime();
        boolean told = false;
        while (true) {
            if (stop.cause().isPresent()) {
                throw new Stopped();
            }
            try {
                return request.send();
            } catch (ClusterRefused e) {
                throw new RunBroken(Failure.refusedByCluster("the cluster refused: " + e.getMessage()), e);
            } catch (ClusterAway e) {
                if (System.nanoTime() - since
                        > settings.patience().unreachable().toNanos()) {
                    throw new RunBroken(
                            Failure.unreachableCluster("the cluster did not answer for "
                                    + settings.patience().unreachable()),
                            e);
                }
                if (!told) {
                    told = true;
                    journal.say("the cluster does not answer; the run is followed again once it does");
                }
                pause(AWAY_SECONDS);
            }
        }
    }

    private void keepWatching() {
        if (watching.compareAndSet(false, true)) {
            Watch old = watch;
            if (old != null) {
                old.close();
            }
            watch = cluster.watch(run.toString(), wake::release, () -> watching.set(false))
                    .orElse(null);
            if (watch == null) {
                watching.set(false);
            }
        }
    }

    private void pause(long seconds) throws Stopped {
        try {
            if (wake.tryAcquire(seconds, TimeUnit.SECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        if (logs != null) {
            logs.close();
        }
    }
}
