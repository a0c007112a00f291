package dev.freehold.finetune.jobs;

import dev.freehold.finetune.run.RunJournal;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Writes down what happens to a job, as it happens. */
@Singleton
class JobLog {
    /** Steps told of a run, about: enough for a curve, few enough to keep. */
    private static final int STEPS_TOLD = 400;

    private final JobEvents events;
    private final Clock clock;

    JobLog(JobEvents events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    void say(JobOrder order, String message) {
        events.add(order, JobEvent.info(clock.instant(), message));
    }

    void fault(JobOrder order, String message) {
        events.add(order, JobEvent.error(clock.instant(), message));
    }

    RunJournal journal(JobOrder order) {
        return new RunJournal() {
            @Override
            public void say(String sentence) {
                JobLog.this.say(order, sentence);
            }

            @Override
            public void step(int step, int steps, double loss) {
                int stride = Math.max(1, steps / STEPS_TOLD);
                if (step == 1 || step == steps || step % stride == 0) {
                    events.add(order, JobEvent.step(clock.instant(), step, steps, loss));
                }
            }
        };
    }
}
