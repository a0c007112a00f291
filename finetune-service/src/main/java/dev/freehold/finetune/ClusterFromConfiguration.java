package dev.freehold.finetune;

import dev.freehold.contracts.model.ModelArtifacts;
import dev.freehold.finetune.run.RunSettings;
import dev.freehold.finetune.run.TrainingBackend;
import dev.freehold.finetune.run.kubernetes.ClusterSettings;
import dev.freehold.finetune.run.kubernetes.KubernetesTraining;
import dev.freehold.finetune.run.staged.RunSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;

/** Makes the backend for a cluster; apart from the other beans, so that nothing of a client is loaded without one. */
final class ClusterFromConfiguration {
    private static final int MEGABYTE = 1 << 20;

    private ClusterFromConfiguration() {}

    static TrainingBackend backend(FinetuneSettings all, RunSettings run, ModelArtifacts artifacts) {
        FinetuneSettings.Kubernetes asked = all.kubernetes();
        KubernetesClient client = KubernetesTraining.client();
        ClusterSettings settings = new ClusterSettings(
                asked.namespace()
                        .or(() -> Optional.ofNullable(client.getNamespace()))
                        .orElse("default"),
                needed("image", asked.image()),
                asked.applicationFolder(),
                needed("claim", asked.claim()),
                needed("shared-folder", asked.sharedFolder()),
                asked.serviceAccount(),
                asked.user(),
                asked.memory().asLongValue() / MEGABYTE,
                asked.scratch().asLongValue() / MEGABYTE,
                asked.retries(),
                new ClusterSettings.Patience(asked.startPatience(), asked.unreachablePatience()),
                asked.keepFinished(),
                asked.podAnnotations(),
                RunSpec.Limits.of(
                        run,
                        Math.toIntExact(all.run().heap().asLongValue() / MEGABYTE),
                        all.run().threads()));
        return new KubernetesTraining(settings, artifacts, client);
    }

    private static <T> T needed(String key, Optional<T> value) {
        return value.orElseThrow(() -> new IllegalArgumentException(
                "freehold.finetune.backend=kubernetes needs freehold.finetune.kubernetes." + key));
    }
}
