package dev.freehold.gateway.house;

import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.audit.Position;
import dev.freehold.contracts.audit.Receipt;
import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.CallerDirectory;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.inference.Classification;
import dev.freehold.contracts.inference.Generated;
import dev.freehold.contracts.inference.GenerationRequest;
import dev.freehold.contracts.inference.InferenceResult;
import dev.freehold.contracts.inference.InferenceUpstream;
import dev.freehold.contracts.inference.TextSink;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.ModelCatalogue;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.model.Resolution;
import dev.freehold.enforcement.decision.PolicyDecisionPoint;
import dev.freehold.enforcement.recording.AuditRecorder;
import dev.freehold.enforcement.recording.RecorderHealth;
import dev.freehold.enforcement.recording.RecordingUnavailable;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/** Every port of the gateway at once. Reset before each test. */
@Alternative
@Priority(1)
@Singleton
public class House
        implements AuditRecorder,
                RecorderHealth,
                PolicyDecisionPoint,
                ModelCatalogue,
                CallerDirectory,
                InferenceUpstream {
    public static final Digest BUNDLE = Digest.of("bundle".getBytes(StandardCharsets.UTF_8));

    public final Journal journal = new Journal();
    public final List<AuditEvent> events = new CopyOnWriteArrayList<>();
    public final List<DecisionRequest> decided = new CopyOnWriteArrayList<>();
    public final List<String> seenByModel = new CopyOnWriteArrayList<>();
    private final AtomicLong position = new AtomicLong();
    private final Map<String, ModelVersion> models = new ConcurrentHashMap<>();
    private final Map<Digest, Caller> callers = new ConcurrentHashMap<>();

    public volatile Consumer<AuditEvent> log = event -> {};
    public volatile Function<DecisionRequest, Decision> policy = HousePolicy::decide;
    public volatile Function<List<String>, InferenceResult<List<float[]>>> embedder = House::embedded;
    public volatile Function<List<String>, InferenceResult<List<Classification>>> classifier = House::classified;
    public volatile Writer writer = Writer.GREETING;
    public volatile boolean registryDown;

    public void reset() {
        journal.clear();
        events.clear();
        decided.clear();
        seenByModel.clear();
        models.clear();
        callers.clear();
        log = event -> {};
        policy = HousePolicy::decide;
        embedder = House::embedded;
        classifier = House::classified;
        writer = Writer.GREETING;
        registryDown = false;
    }

    public void register(ModelVersion model) {
        models.put(model.name(), model);
    }

    public void admit(String key, Caller caller) {
        callers.put(AccessKey.of(key).digest(), caller);
    }

    public String recorded() {
        return Json.tree(events).toString();
    }

    @Override
    public Receipt record(AuditEvent event) {
        try {
            log.accept(event);
        } catch (RecordingUnavailable e) {
            journal.write("refused " + event.type());
            throw e;
        }
        events.add(event);
        journal.write(event.type());
        return new Receipt(
                new Position("test", 0, position.getAndIncrement()),
                Digest.of(event.id().getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Report report() {
        return new Report(null, 0, null);
    }

    @Override
    public Decision decide(DecisionRequest request) {
        decided.add(request);
        return policy.apply(request);
    }

    @Override
    public Resolution resolve(TenantId tenant, String nameOrDigest) {
        if (registryDown) {
            return new Resolution.Unavailable("the registry is down");
        }
        return models.values().stream()
                .filter(model -> model.tenant().equals(tenant))
                .filter(model -> model.name().equals(nameOrDigest)
                        || model.digest().value().equals(nameOrDigest))
                .<Resolution>map(Resolution.Resolved::new)
                .findFirst()
                .orElseGet(Resolution.Unknown::new);
    }

    @Override
    public List<ModelVersion> list(TenantId tenant) {
        return List.copyOf(models.values());
    }

    @Override
    public Authentication authenticate(AccessKey key) {
        if (registryDown) {
            return new Authentication.Unavailable("the registry is down");
        }
        Caller caller = callers.get(key.digest());
        return caller == null ? new Authentication.Unknown() : new Authentication.Known(caller);
    }

    @Override
    public InferenceResult<List<float[]>> embed(ModelVersion model, List<String> inputs) {
        journal.write("upstream");
        seenByModel.addAll(inputs);
        return embedder.apply(inputs);
    }

    @Override
    public InferenceResult<List<Classification>> classify(ModelVersion model, List<String> inputs) {
        journal.write("upstream");
        seenByModel.addAll(inputs);
        return classifier.apply(inputs);
    }

    @Override
    public InferenceResult<Generated> generate(ModelVersion model, GenerationRequest request, TextSink sink) {
        journal.write("upstream");
        seenByModel.add(GenerationTexts.of(request));
        return writer.write(request, sink);
    }

    private static InferenceResult<List<float[]>> embedded(List<String> inputs) {
        List<float[]> vectors = inputs.stream()
                .map(text -> new float[] {0.1f, -text.length(), 1.0e-7f})
                .toList();
        return new InferenceResult.Answered<>(vectors, 3L * inputs.size());
    }

    private static InferenceResult<List<Classification>> classified(List<String> inputs) {
        List<Classification> rows = inputs.stream()
                .map(text -> new Classification("billing", List.of("billing", "other"), List.of(0.75f, 0.25f)))
                .toList();
        return new InferenceResult.Answered<>(rows, 3L * inputs.size());
    }
}
