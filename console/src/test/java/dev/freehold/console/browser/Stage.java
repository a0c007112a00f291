package dev.freehold.console.browser;

import dev.freehold.console.jobs.FakeTuning;
import dev.freehold.console.start.FakeKeys;
import dev.freehold.console.start.FakeModels;
import dev.freehold.console.trail.FakeTrail;
import dev.freehold.contracts.label.Confidentiality;
import dev.freehold.contracts.model.ModelState;
import jakarta.inject.Singleton;

/** The services behind the pages, as a test sets them. */
@Singleton
public class Stage {
    final FakeTrail trail;
    final FakeTuning tuning;
    final FakeModels models;
    final FakeKeys keys;

    Stage(FakeTrail trail, FakeTuning tuning, FakeModels models, FakeKeys keys) {
        this.trail = trail;
        this.tuning = tuning;
        this.models = models;
        this.keys = keys;
    }

    void clear() {
        trail.clear();
        tuning.clear();
        models.clear();
        keys.clear();
    }

    void models() {
        models.add("all-minilm-l6-v2", "embeddings", ModelState.APPROVED, Confidentiality.PUBLIC);
        models.add("complaint-classifier", "classify", ModelState.APPROVED, Confidentiality.CONFIDENTIAL);
        models.add("support-writer", "chat", ModelState.VETTED, Confidentiality.INTERNAL);
        models.add("of-another-use-case", "chat", ModelState.APPROVED, Confidentiality.PUBLIC);
    }

    void course(String job, int from, int to) {
        if (from == 1) {
            tuning.say(job, "info", "the run began, cut off from the network", null);
        }
        for (int step = from; step <= to; step++) {
            double noise = Math.sin(step * 12.9898) * 43_758.5453 % 1 * 0.3;
            tuning.step(job, step, 400, 0.28 + 1.9 * Math.exp(-step / 70.0) + noise * Math.exp(-step / 300.0));
        }
    }
}
