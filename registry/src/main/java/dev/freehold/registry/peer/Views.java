package dev.freehold.registry.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.KnownModels;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.contracts.view.RegistryView;
import dev.freehold.registry.key.KeyDirectory;
import dev.freehold.registry.memory.Refresher;
import dev.freehold.registry.memory.Remembered.Reading;
import dev.freehold.registry.model.RegistryCatalogue;
import dev.freehold.registry.problem.RegistryProblems;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the registry has in memory, as one document that keeps its name while its content stays the same. */
@Singleton
class Views {
    private final Supplier<Moment> memory;
    private @Nullable Written written;

    /** Both readings. */
    record Moment(List<KnownModels.Entry> versions, KeyDirectory.Known known, Instant asked) {
        boolean says(Moment other) {
            return versions.equals(other.versions) && known.equals(other.known);
        }
    }

    private record Written(Moment moment, String etag, byte[] json) {}

    /**
     * A view, ready to be sent.
     *
     * @param etag names the content (RFC 9110, section 8.8.3)
     * @param asked when the database was asked for the older part of it
     */
    record View(String etag, byte[] json, Instant asked) {}

    @Inject
    Views(RegistryCatalogue catalogue, KeyDirectory directory, Refresher refresher) {
        this(() -> moment(catalogue, directory));
        refresher.afterwards(this::changed);
    }

    Views(Supplier<Moment> memory) {
        this.memory = memory;
    }

    private static Moment moment(RegistryCatalogue catalogue, KeyDirectory directory) {
        Reading<KnownModels> models = catalogue.reading().orElseThrow(Views::old);
        Reading<KeyDirectory.Known> known = directory.reading().orElseThrow(Views::old);
        Instant older = models.asked().isBefore(known.asked()) ? models.asked() : known.asked();
        return new Moment(models.value().entries(), known.value(), older);
    }

    private static ProblemException old() {
        return new ProblemException(RegistryProblems.MEMORY_OLD, "What is in memory is too old to be passed on.");
    }

    /** Wakes those who wait for a change. */
    synchronized void changed() {
        notifyAll();
    }

    /**
     * The view of now, or a later one.
     *
     * @param known name of what the asker has; while it is that, the answer waits
     * @param wait how long at most
     * @throws ProblemException 503 if memory is too old
     */
    synchronized View other(String known, Duration wait) throws InterruptedException {
        long until = System.nanoTime() + wait.toNanos();
        View now = current();
        for (long left = wait.toMillis();
                left > 0 && now.etag().equals(known);
                left = Duration.ofNanos(until - System.nanoTime()).toMillis()) {
            wait(left);
            now = current();
        }
        return now;
    }

    private View current() {
        Moment moment = memory.get();
        Written before = written;
        if (before != null && before.moment().says(moment)) {
            return new View(before.etag(), before.json(), moment.asked());
        }
        byte[] json = json(moment);
        Written now = new Written(moment, "\"" + Digest.of(json).hex() + "\"", json);
        written = now;
        return new View(now.etag(), json, moment.asked());
    }

    /** In one order, so that the same content has the same bytes. */
    private static byte[] json(Moment moment) {
        RegistryView view = new RegistryView(
                moment.versions(),
                moment.known().callers().entrySet().stream()
                        .map(entry -> new RegistryView.Holder(entry.getKey(), entry.getValue()))
                        .sorted(Comparator.comparing(holder -> holder.key().value()))
                        .toList(),
                moment.known().useCases().values().stream()
                        .sorted(Comparator.comparing(useCase -> useCase.tenant() + "/" + useCase.id()))
                        .toList());
        try {
            return Json.MAPPER.writeValueAsBytes(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view is always JSON", e);
        }
    }
}
