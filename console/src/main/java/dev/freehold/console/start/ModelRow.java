package dev.freehold.console.start;

import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.ModelState;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.usecase.UseCase;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * One model of a use case, and whether it may be called.
 *
 * @param task the first thing that it can be asked; empty where it is not registered
 * @param barrier what stands in the way; empty where nothing does
 * @param chosen whether the page's examples call it
 */
public record ModelRow(
        String name,
        String address,
        String task,
        List<String> tasks,
        String state,
        String style,
        String licence,
        String made,
        String barrier,
        boolean chosen) {
    static ModelRow of(String name, Optional<ModelVersion> found, UseCase useCase) {
        String address = "/console/start?model=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        if (found.isEmpty()) {
            String barrier = "The registry has no model of this name. Ask the data team to bring it.";
            return new ModelRow(name, address, "", List.of(), "not there", "chip-intent", "", "", barrier, false);
        }
        ModelVersion version = found.get();
        String barrier = barrier(version, useCase);
        return new ModelRow(
                name,
                address,
                version.tasks().isEmpty() ? "" : version.tasks().get(0),
                version.tasks(),
                version.state().wireName(),
                style(version.state()),
                version.licence(),
                made(version.label()),
                barrier,
                false);
    }

    private static String barrier(ModelVersion version, UseCase useCase) {
        if (version.state() != ModelState.APPROVED) {
            return "It is not approved: policy refuses calls until an approver has approved it.";
        }
        boolean cleared = version.label().confidentiality().compareTo(useCase.clearance()) <= 0;
        return cleared
                ? ""
                : "It is " + version.label().confidentiality().wireName() + ", your use case is cleared for "
                        + useCase.clearance().wireName() + ".";
    }

    private static String made(Label label) {
        return label.categories().isEmpty()
                ? label.confidentiality().wireName()
                : label.confidentiality().wireName() + ", from " + String.join(", ", label.categories());
    }

    private static String style(ModelState state) {
        return switch (state) {
            case APPROVED -> "chip-ok";
            case VETTED, QUARANTINED -> "chip-intent";
            case RETIRED -> "chip-interrupted";
            case REVOKED -> "chip-denied";
        };
    }

    boolean callable() {
        return barrier.isEmpty() && !task.isEmpty();
    }

    ModelRow asChosen() {
        return new ModelRow(name, address, task, tasks, state, style, licence, made, barrier, true);
    }
}
