{{- define "freehold.secured" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{- define "freehold.pod" -}}
{{- $values := get .root.Values.services .service }}
serviceAccountName: {{ include "freehold.name" . }}
automountServiceAccountToken: {{ if include "freehold.startsJobs" . }}true{{ else }}false{{ end }}
enableServiceLinks: false
terminationGracePeriodSeconds: 60
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .root.Values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels: {{- include "freehold.selector" . | nindent 8 }}
securityContext:
  runAsNonRoot: true
  runAsUser: {{ .root.Values.user }}
  runAsGroup: {{ .root.Values.user }}
  fsGroup: {{ .root.Values.user }}
  # Always would give the group a right to keys in the volume, which their readers refuse.
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: {type: RuntimeDefault}
initContainers:
  # A mounted Secret can be read by a group; the services take keys only from files of their own.
  - name: keys
    image: {{ include "freehold.image" . | quote }}
    imagePullPolicy: {{ .root.Values.image.pullPolicy }}
    command: [install, --mode=0600, --target-directory=/run/freehold/keys]
    args:
      - /etc/freehold/identity/private.pem
      - /etc/freehold/tenant/{{ .root.Values.tenant }}.key
      {{- if eq .service "policy" }}
      - /etc/freehold/signing/bundle.pem
      {{- end }}
    resources:
      requests: {cpu: 10m, memory: 16Mi}
      limits: {cpu: 100m, memory: 64Mi}
    securityContext: {{- include "freehold.secured" . | nindent 6 }}
    volumeMounts:
      - {name: keys, mountPath: /run/freehold/keys}
      - {name: identity, mountPath: /etc/freehold/identity, readOnly: true}
      - {name: tenant, mountPath: /etc/freehold/tenant, readOnly: true}
      {{- if eq .service "policy" }}
      - {name: signing, mountPath: /etc/freehold/signing, readOnly: true}
      {{- end }}
containers:
  - name: {{ .service }}
    image: {{ include "freehold.image" . | quote }}
    imagePullPolicy: {{ .root.Values.image.pullPolicy }}
    # The heap is half of the limit: tensors, buffers and classes lie outside of it.
    command:
      - java
      - -XX:MaxRAMPercentage=50
      - -XX:+ExitOnOutOfMemoryError
      - -Dai.djl.offline=true
      # Public certificates: the password of the store is the one that every such store has.
      - -Djavax.net.ssl.trustStore=/etc/freehold/trust/trust.p12
      - -Djavax.net.ssl.trustStorePassword=changeit
      - -Djava.util.logging.manager=org.jboss.logmanager.LogManager
      - -jar
      - /opt/freehold/quarkus-run.jar
    env: {{- include "freehold.environment" . | nindent 6 }}
    ports:
      - {name: https, containerPort: {{ include "freehold.port" . }}, protocol: TCP}
    startupProbe:
      httpGet: {path: /q/health/started, port: https, scheme: HTTPS}
      periodSeconds: 2
      timeoutSeconds: 2
      failureThreshold: 150
    livenessProbe:
      httpGet: {path: /q/health/live, port: https, scheme: HTTPS}
      periodSeconds: 10
      timeoutSeconds: 5
      failureThreshold: 6
    # Ready means: it can decide and can record.
    readinessProbe:
      httpGet: {path: /q/health/ready, port: https, scheme: HTTPS}
      periodSeconds: 5
      timeoutSeconds: 5
      failureThreshold: 2
    # Endpoints are told of the end before the process is.
    lifecycle:
      preStop: {sleep: {seconds: 5}}
    resources: {{- toYaml $values.resources | nindent 6 }}
    securityContext: {{- include "freehold.secured" . | nindent 6 }}
    volumeMounts:
      - {name: home, mountPath: /var/lib/freehold}
      - {name: scratch, mountPath: /tmp}
      {{- if include "freehold.startsJobs" . }}
      - {name: training, mountPath: /var/lib/freehold-training}
      {{- end }}
      # Only the policy service writes there: the public half of its key, beside it.
      - {name: keys, mountPath: /run/freehold/keys, readOnly: {{ ne .service "policy" }}}
      - {name: tls, mountPath: /etc/freehold/tls, readOnly: true}
      - {name: trust, mountPath: /etc/freehold/trust, readOnly: true}
      - {name: peers, mountPath: /etc/freehold/peers, readOnly: true}
      - {name: kafka, mountPath: /etc/freehold/kafka, readOnly: true}
      {{- if and .kind.database .root.Values.postgresql.cloudnativepg.enabled }}
      - {name: database, mountPath: /etc/freehold/database, readOnly: true}
      {{- end }}
      {{- if ne .service "policy" }}
      - {name: policy, mountPath: /etc/freehold/policy, readOnly: true}
      {{- end }}
volumes:
  - {name: scratch, emptyDir: {sizeLimit: 4Gi}}
  - {name: keys, emptyDir: {medium: Memory, sizeLimit: 1Mi}}
  - {name: identity, secret: {secretName: {{ .root.Values.secrets.identityPrefix }}{{ .service }}, defaultMode: 0440}}
  - {name: tenant, secret: {secretName: {{ .root.Values.secrets.tenantKey }}, defaultMode: 0440}}
  - {name: tls, secret: {secretName: {{ .root.Values.tls.secretPrefix }}{{ .service }}, defaultMode: 0440}}
  - {name: kafka, secret: {secretName: {{ .root.Values.kafka.clientSecret }}, defaultMode: 0440}}
  - {name: trust, configMap: {name: {{ .root.Values.tls.trust }}}}
  - {name: peers, configMap: {name: {{ .root.Values.publicKeys.peers }}}}
  {{- if include "freehold.startsJobs" . }}
  - {name: training, persistentVolumeClaim: {claimName: {{ .root.Values.training.claim }}}}
  {{- end }}
  {{- if and .kind.database .root.Values.postgresql.cloudnativepg.enabled }}
  - {name: database, secret: {secretName: {{ .root.Release.Name }}-{{ .kind.database }}-ca, items: [{key: ca.crt, path: ca.crt}], defaultMode: 0440}}
  {{- end }}
  {{- if eq .service "policy" }}
  - {name: signing, secret: {secretName: {{ .root.Values.secrets.policySigning }}, defaultMode: 0440}}
  {{- else }}
  - {name: policy, configMap: {name: {{ .root.Values.publicKeys.policy }}}}
  {{- end }}
{{- end }}
