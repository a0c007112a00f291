package dev.freehold.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule sees the chart that breaks it. */
class BrokenChartTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            _pod.tpl | runAsNonRoot: true | runAsNonRoot: false | may run as root
            _pod.tpl | seccompProfile: {type: RuntimeDefault} | hostNetwork: false | has no seccomp profile
            _pod.tpl | OnRootMismatch | Always | opens keys to its group
            _pod.tpl | enableServiceLinks: false | hostPID: true | shares hostPID
            _pod.tpl | allowPrivilegeEscalation: false | allowPrivilegeEscalation: true | may gain privileges
            _pod.tpl | readOnlyRootFilesystem: true | readOnlyRootFilesystem: false | can write its image
            _pod.tpl | capabilities: {drop: [ALL]} | capabilities: {drop: []} | keeps capabilities
            _pod.tpl | limits: {cpu: 100m, memory: 64Mi} | limits: {cpu: 100m} | has no limit of memory
            _pod.tpl | readinessProbe: | x: | has no readinessProbe
            _pod.tpl | emptyDir: {sizeLimit: 4Gi} | hostPath: {path: /tmp} | has a volume of another kind
            services.yaml | automountServiceAccountToken: false | automountServiceAccountToken: true | mounted unasked
            _settings.tpl | freehold.recording.mode | freehold.recording.mood | FREEHOLD_RECORDING_MOOD
            _settings.tpl | quarkus.banner.enabled: "false" | freehold.policy.opa.token: abc | FREEHOLD_POLICY_OPA_TOKEN in the open
            services.yaml | kind: PodDisruptionBudget | kind: Secret | is a secret in the chart
            _pod.tpl | {{ if include "freehold.startsJobs" . }}true{{ else }}false{{ end }} | true | has a token without a right
            training.yaml | policyTypes: [Ingress, Egress] | policyTypes: [Ingress] | lets a run reach somebody
            training.yaml | component: training | component: trainin | lets a run reach somebody
            network.yaml | policyTypes: [Ingress, Egress] | policyTypes: [Ingress] | something is allowed by default
            network.yaml | - ports: [{protocol: TCP, port: {{ $root.Values.keycloak.port }}}] | - to: [] | may go anywhere
            """)
    void a_broken_chart_is_seen(String file, String text, String replacement, String complaint, @TempDir Path copy)
            throws IOException {
        Chart broken = Chart.ours().broken(copy, "templates/" + file, text, replacement);
        Objects objects = broken.render(Chart.valueSet("training"));
        List<String> complaints = new ArrayList<>(PodRules.complaints(objects));
        complaints.addAll(SettingRules.complaints(objects));
        complaints.addAll(NetworkRules.complaints(objects));
        assertThat(complaints).anySatisfy(found -> assertThat(found).contains(complaint));
    }
}
