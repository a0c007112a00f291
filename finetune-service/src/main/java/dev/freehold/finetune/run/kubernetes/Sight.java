package dev.freehold.finetune.run.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a run's Job stands, as one look at it, its pods and what was noted about it shows. */
sealed interface Sight {
    /**
     * No pod of it runs.
     *
     * @param why as far as the cluster says
     */
    record Waiting(String why) implements Sight {}

    /** A pod of it runs, or has run and its end is not told yet. */
    record Running(Pod pod) implements Sight {}

    /**
     * It is over.
     *
     * @param reason of its failure, as the Job names it; absent where it is complete
     * @param message of its failure
     * @param last the pod that ended last; absent where none was ever made, or it is gone
     */
    record Over(
            @Nullable String reason,
            String message,
            @Nullable Pod last) implements Sight {
        /** How the run's container ended; empty where nothing is known of that. */
        Optional<ContainerStateTerminated> end() {
            return last == null ? Optional.empty() : terminated(last);
        }
    }

    /**
     * What is to be seen.
     *
     * @param pods of the Job, those of earlier tries too
     * @param events about the Job and its pods
     */
    static Sight of(Job job, List<Pod> pods, List<Event> events) {
        Optional<Pod> newest = pods.stream()
                .max(Comparator.comparing(
                        pod -> Objects.toString(pod.getMetadata().getCreationTimestamp(), "")));
        Optional<JobCondition> failed = condition(job, "Failed");
        if (failed.isPresent() || condition(job, "Complete").isPresent()) {
            return new Over(
                    failed.map(JobCondition::getReason).orElse(null),
                    failed.map(JobCondition::getMessage).orElse(""),
                    newest.orElse(null));
        }
        return newest.filter(Sight::hasBegun)
                .<Sight>map(Running::new)
                .orElseGet(() -> new Waiting(why(newest, events)));
    }

    /** Whether a Job has come to its end. */
    static boolean isOver(Job job) {
        return condition(job, "Failed").isPresent()
                || condition(job, "Complete").isPresent();
    }

    private static Optional<JobCondition> condition(Job job, String type) {
        return job.getStatus() == null
                ? Optional.empty()
                : job.getStatus().getConditions().stream()
                        .filter(condition -> type.equals(condition.getType()) && "True".equals(condition.getStatus()))
                        .findFirst();
    }

    private static boolean hasBegun(Pod pod) {
        return pod.getStatus() != null && !"Pending".equals(pod.getStatus().getPhase());
    }

    /** A pod that is refused is never made: an event about the Job alone says why. */
    private static String why(Optional<Pod> pod, List<Event> events) {
        return Stream.of(
                        pod.flatMap(Sight::unschedulable),
                        pod.flatMap(Sight::notStarted),
                        pod.isPresent() ? Optional.<String>empty() : lastWarning(events, "FailedCreate"),
                        lastWarning(events, null))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("the cluster gives no reason");
    }

    private static Optional<String> unschedulable(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(condition ->
                        "PodScheduled".equals(condition.getType()) && "False".equals(condition.getStatus()))
                .map(PodCondition::getMessage)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static Optional<String> notStarted(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .map(ContainerStatus::getState)
                .filter(state -> state != null && state.getWaiting() != null)
                .map(state -> state.getWaiting().getReason() + ": "
                        + Objects.toString(state.getWaiting().getMessage(), ""))
                .findFirst();
    }

    private static Optional<String> lastWarning(List<Event> events, @Nullable String reason) {
        return events.stream()
                .filter(event -> "Warning".equals(event.getType()))
                .filter(event -> reason == null || reason.equals(event.getReason()))
                .max(Comparator.comparing(event -> Objects.toString(event.getLastTimestamp(), "")))
                .map(event -> event.getReason() + ": " + event.getMessage());
    }

    private static Optional<ContainerStateTerminated> terminated(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .filter(status -> JobManifest.CONTAINER.equals(status.getName()) && status.getState() != null)
                .map(status -> status.getState().getTerminated())
                .filter(Objects::nonNull)
                .findFirst();
    }
}
