package dev.freehold.enforcement.metrics;

import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.audit.Receipt;
import dev.freehold.contracts.decision.Reason;
import dev.freehold.contracts.finding.FindingCount;
import dev.freehold.enforcement.recording.AuditRecorder;
import dev.freehold.enforcement.recording.RecordingUnavailable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Counts what is recorded, once it is: actions, denials, tokens and times are then those of the log, in every service alike. What
 * could not be recorded was not done, and is counted as that.
 */
public final class CountedRecords implements AuditRecorder {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };

    private final AuditRecorder recorder;
    private final MeterRegistry registry;
    private final Labels actions = new Labels();
    private final Labels codes = new Labels();
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    public CountedRecords(AuditRecorder recorder, MeterRegistry registry) {
        this.recorder = recorder;
        this.registry = registry;
        // There from the start, so that an alert on it knows nought from nothing.
        refused();
    }

    @Override
    public Receipt record(AuditEvent event) throws RecordingUnavailable {
        Receipt receipt;
        try {
            receipt = recorder.record(event);
        } catch (RecordingUnavailable e) {
            refused().increment();
            throw e;
        }
        // An intent names what was found in the question, an outcome what was found in the answer.
        for (FindingCount finding : event.findings()) {
            counter(
                            "freehold_findings",
                            "category",
                            codes.of(finding.category()),
                            name -> Counter.builder(name).description("Findings in texts, by category"))
                    .increment(finding.count());
        }
        AuditEvent.Outcome outcome = event.outcome();
        if (outcome != null) {
            count(event, outcome);
        }
        return receipt;
    }

    private Counter refused() {
        return counter(
                "freehold_records_refused",
                "",
                "",
                name -> Counter.builder(name)
                        .description(
                                "Events that could not be recorded, so that their action was not done or not told"));
    }

    private void count(AuditEvent event, AuditEvent.Outcome outcome) {
        String action = actions.of(event.action());
        counters.computeIfAbsent(
                        "actions " + action + " " + outcome.status(),
                        key -> Counter.builder("freehold_actions")
                                .description("Actions that ended, by how")
                                .tag("action", action)
                                .tag("result", outcome.status())
                                .register(registry))
                .increment();
        timers.computeIfAbsent(
                        action,
                        key -> Timer.builder("freehold_action_duration")
                                .description("From an action's intent to its outcome")
                                .tag("action", action)
                                .serviceLevelObjectives(BUCKETS)
                                .register(registry))
                .record(outcome.durationMicros(), TimeUnit.MICROSECONDS);
        countReasons(event, outcome);
        AuditEvent.Usage usage = event.usage();
        if (usage != null) {
            tokens("prompt").increment((double) usage.promptTokens());
            Long written = usage.completionTokens();
            tokens("completion").increment(written == null ? 0 : (double) written);
        }
    }

    private void countReasons(AuditEvent event, AuditEvent.Outcome outcome) {
        AuditEvent.Policy policy = event.policy();
        if (policy != null) {
            for (Reason reason : policy.reasons()) {
                counter(
                                "freehold_denials",
                                "code",
                                codes.of(reason.code()),
                                name -> Counter.builder(name).description("Reasons of denials"))
                        .increment();
            }
        }
        String code = outcome.code();
        if (code != null && !AuditEvent.Outcome.DENIED.equals(outcome.status())) {
            counter(
                            "freehold_failures",
                            "code",
                            codes.of(code),
                            name -> Counter.builder(name)
                                    .description("Allowed actions that did not go well, by problem"))
                    .increment();
        }
    }

    private Counter tokens(String direction) {
        return counter(
                "freehold_tokens",
                "direction",
                direction,
                name -> Counter.builder(name).description("Model tokens that calls used"));
    }

    private Counter counter(String name, String label, String value, Function<String, Counter.Builder> made) {
        return counters.computeIfAbsent(name + " " + value, key -> {
            Counter.Builder builder = made.apply(name);
            return (label.isEmpty() ? builder : builder.tag(label, value)).register(registry);
        });
    }
}
