package dev.freehold.finetune.jobs;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.finetune.problem.FinetuneProblems;
import dev.freehold.finetune.wire.Page;
import dev.freehold.finetune.wire.PageRequest;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a tenant can see of its jobs, and the one thing that it can do to them: cancel. */
@Singleton
class JobBook {
    /** A job is begun at most twice, and put back in between. */
    private static final int MOST_LOOKS = 4;

    private final JobStore store;
    private final JobEvents events;
    private final JobLog log;
    private final Clock clock;

    JobBook(JobStore store, JobEvents events, JobLog log, Clock clock) {
        this.store = store;
        this.events = events;
        this.log = log;
        this.clock = clock;
    }

    JobObject get(TenantId tenant, String id) {
        return shown(job(tenant, id));
    }

    Page<JobObject> list(TenantId tenant, PageRequest page) {
        if (page.after() != null && store.find(tenant, page.after()).isEmpty()) {
            throw PageRequest.unknownAfter();
        }
        List<JobObject> found = store.list(tenant, page.after(), page.probe()).stream()
                .map(this::shown)
                .toList();
        return Page.of(found, page.limit(), JobObject::id);
    }

    private JobObject shown(Job job) {
        return JobObject.of(
                job,
                job instanceof Job.Running
                        ? events.progress(job.order()).flatMap(Progress::estimatedFinish)
                        : Optional.empty());
    }

    Page<EventObject> events(TenantId tenant, String id, PageRequest page) {
        List<EventObject> found = events.list(job(tenant, id).order(), number(page.after()), page.probe()).stream()
                .map(EventObject::of)
                .toList();
        return Page.of(found, page.limit(), EventObject::id);
    }

    /** Cancels a job; whoever runs it sees that and ends the worker. */
    JobObject cancel(TenantId tenant, String id) {
        Job job = job(tenant, id);
        // It may begin to run, or be put back, between the look and the move: then it is looked at again.
        for (int look = 0; look < MOST_LOOKS && job instanceof Job.Open open; look++) {
            Job.Cancelled cancelled = open.cancel(clock.instant());
            if (store.move(open, cancelled)) {
                log.say(open.order(), "cancelled");
                return JobObject.of(cancelled);
            }
            job = job(tenant, id);
        }
        throw new ProblemException(
                FinetuneProblems.JOB_OVER, "The job is " + JobState.of(job).wireName() + ".");
    }

    private Job job(TenantId tenant, String id) {
        return store.find(tenant, id)
                .orElseThrow(
                        () -> new ProblemException(FinetuneProblems.JOB_NOT_FOUND, "No job of yours has this id."));
    }

    private static @Nullable Long number(@Nullable String after) {
        if (after == null) {
            return null;
        }
        if (!after.matches(EventObject.PREFIX + "[0-9]{1,18}")) {
            throw PageRequest.unknownAfter();
        }
        return Long.valueOf(after.substring(EventObject.PREFIX.length()));
    }
}
