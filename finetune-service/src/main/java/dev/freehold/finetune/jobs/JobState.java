package dev.freehold.finetune.jobs;

import java.util.Locale;

/** The name of a job's state, in its row and on the OpenAI wire. */
enum JobState {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    static JobState of(Job job) {
        if (job instanceof Job.Open open) {
            return open instanceof Job.Queued ? QUEUED : RUNNING;
        }
        return job instanceof Job.Succeeded ? SUCCEEDED : job instanceof Job.Failed ? FAILED : CANCELLED;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
