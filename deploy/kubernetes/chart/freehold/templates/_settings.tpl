{{/* What a service is told, by key of docs/reference/configuration.md: as deploy/stack tells it, behind TLS. */}}
{{- define "freehold.settings" -}}
{{- $root := .root }}
{{- $kind := .kind }}
quarkus.http.host: 0.0.0.0
quarkus.http.insecure-requests: disabled
quarkus.http.ssl-port: {{ include "freehold.port" . | quote }}
quarkus.http.ssl.certificate.files: /etc/freehold/tls/tls.crt
quarkus.http.ssl.certificate.key-files: /etc/freehold/tls/tls.key
quarkus.http.ssl.certificate.reload-period: 1H
quarkus.banner.enabled: "false"
quarkus.log.console.color: "false"
quarkus.shutdown.timeout: 25S
freehold.home: /var/lib/freehold
freehold.tenant: {{ $root.Values.tenant | quote }}
freehold.tenant-keys: /run/freehold/keys
freehold.internal.key: /run/freehold/keys/private.pem
freehold.internal.peers: /etc/freehold/peers
freehold.peer.tls.trust: /etc/freehold/trust/ca.crt
freehold.kafka.bootstrap: {{ include "freehold.bootstrap" . | quote }}
freehold.kafka.client-file: /etc/freehold/kafka/client.properties
freehold.kafka.create-topics: {{ $root.Values.kafka.createTopics | quote }}
freehold.recording.mode: {{ $root.Values.kafka.recording }}
freehold.oidc.issuer: {{ $root.Values.keycloak.issuer | required "keycloak.issuer: name the realm as tokens do" | quote }}
{{- range $kind.asks }}
freehold.peer.{{ . }}.url: {{ include "freehold.url" (dict "root" $root "service" .) | quote }}
{{- end }}
{{- with $kind.database }}
quarkus.datasource.{{ . }}.jdbc.url: "jdbc:postgresql://{{ include "freehold.databaseHost" (dict "root" $root "database" .) }}:{{ $root.Values.postgresql.port }}/{{ . }}?sslmode=verify-full&sslrootcert=/etc/freehold/{{ if $root.Values.postgresql.cloudnativepg.enabled }}database{{ else }}trust{{ end }}/ca.crt"
{{- end }}
{{- if eq .service "policy" }}
freehold.policy.signing-key: /run/freehold/keys/bundle.pem
{{- else }}
freehold.policy.bundle.url: {{ include "freehold.url" (dict "root" $root "service" "policy") }}/api/policy/bundles/{{ $root.Values.tenant }}
freehold.policy.bundle.key: /etc/freehold/policy/bundle.pub.pem
{{- end }}
{{- if and (eq .service "registry") $root.Values.keycloak.admin }}
freehold.registry.accounts.keycloak: {{ $root.Values.keycloak.admin | quote }}
{{- end }}
{{- if include "freehold.startsJobs" . }}
freehold.finetune.backend: kubernetes
freehold.finetune.kubernetes.namespace: {{ $root.Values.training.namespace | default $root.Release.Namespace }}
freehold.finetune.kubernetes.image: {{ include "freehold.image" . | quote }}
freehold.finetune.kubernetes.claim: {{ $root.Values.training.claim | required "training.claim: name the claim that runs share" }}
freehold.finetune.kubernetes.shared-folder: /var/lib/freehold-training
freehold.finetune.kubernetes.service-account: {{ $root.Release.Name }}-training
freehold.finetune.kubernetes.user: {{ $root.Values.user | quote }}
{{- end }}
{{- if eq .service "inference" }}
freehold.inference.surface: "true"
{{- end }}
{{- if eq .service "console" }}
freehold.console.gateway: {{ $root.Values.console.gateway | required "console.gateway: say where applications reach the gateway" | quote }}
freehold.console.url: {{ $root.Values.console.url | required "console.url: say where browsers reach the console" | quote }}
{{- end }}
{{- end }}

{{/* What only Secrets know: a list of key, Secret and key in it. */}}
{{- define "freehold.references" -}}
{{- $root := .root }}
{{- with .kind.database }}
- [quarkus.datasource.{{ . }}.username, {{ $root.Values.postgresql.secretPrefix }}{{ . }}, username]
- [quarkus.datasource.{{ . }}.password, {{ $root.Values.postgresql.secretPrefix }}{{ . }}, password]
- [quarkus.flyway.{{ . }}.username, {{ $root.Values.postgresql.secretPrefix }}{{ . }}-owner, username]
- [quarkus.flyway.{{ . }}.password, {{ $root.Values.postgresql.secretPrefix }}{{ . }}-owner, password]
{{- end }}
{{- if and (eq .service "registry") $root.Values.keycloak.admin }}
- [freehold.registry.accounts.secret, {{ $root.Values.keycloak.registryClientSecret }}, client-secret]
{{- end }}
{{- end }}

{{- define "freehold.environment" -}}
{{- $own := (get .root.Values.services .service).settings | default dict }}
{{- $settings := mergeOverwrite (include "freehold.settings" . | fromYaml) $own }}
# The name of a process in its records begins with its service's, and is the same after a restart: so is its log.
- name: POD_INDEX
  valueFrom: {fieldRef: {fieldPath: "metadata.labels['apps.kubernetes.io/pod-index']"}}
- name: FREEHOLD_SOURCE
  value: {{ .service }}-$(POD_INDEX)
{{- range $key := keys $settings | sortAlpha }}
- name: {{ include "freehold.variable" $key }}
  value: {{ get $settings $key | toString | quote }}
{{- end }}
{{- range include "freehold.references" . | fromYamlArray }}
- name: {{ include "freehold.variable" (index . 0) }}
  valueFrom: {secretKeyRef: {name: {{ index . 1 }}, key: {{ index . 2 }}}}
{{- end }}
{{- end }}
