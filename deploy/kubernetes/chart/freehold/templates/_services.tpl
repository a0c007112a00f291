{{/* What the services are, as docs/architecture/processes.md has it. A test holds this to deploy/stack. */}}
{{- define "freehold.services" -}}
gateway: {asks: [registry, finetune-service, inference, audit], faces: people}
registry: {asks: [audit], database: registry}
finetune-service: {asks: [registry, audit], database: finetune}
inference: {asks: [registry]}
policy: {asks: [audit]}
audit: {asks: [], database: audit}
console: {asks: [registry, finetune-service, audit], faces: people}
{{- end }}

{{- define "freehold.port" -}}8443{{- end }}

{{- define "freehold.name" -}}
{{- printf "%s-%s" .root.Release.Name .service | trunc 52 | trimSuffix "-" -}}
{{- end }}

{{- define "freehold.url" -}}
https://{{ include "freehold.name" . }}.{{ .root.Release.Namespace }}.svc:{{ include "freehold.port" . }}
{{- end }}

{{- define "freehold.selector" -}}
app.kubernetes.io/name: freehold
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .service }}
{{- end }}

{{- define "freehold.labels" -}}
{{ include "freehold.selector" . }}
app.kubernetes.io/part-of: freehold
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
{{- end }}

{{- define "freehold.image" -}}
{{- $digest := get .root.Values.image.digests .service -}}
{{- if $digest -}}
{{ .root.Values.image.prefix }}{{ .service }}@{{ $digest }}
{{- else -}}
{{ .root.Values.image.prefix }}{{ .service }}:{{ .root.Values.image.tag | default .root.Chart.AppVersion }}
{{- end -}}
{{- end }}

{{- define "freehold.variable" -}}
{{ regexReplaceAll "[^A-Za-z0-9]" . "_" | upper }}
{{- end }}

{{- define "freehold.databaseHost" -}}
{{- if .root.Values.postgresql.cloudnativepg.enabled -}}
{{ .root.Release.Name }}-{{ .database }}-rw.{{ .root.Release.Namespace }}.svc
{{- else -}}
{{ .root.Values.postgresql.host | required "postgresql.host: name the server, or set postgresql.cloudnativepg.enabled" }}
{{- end -}}
{{- end }}

{{- define "freehold.bootstrap" -}}
{{- if .root.Values.kafka.strimzi.enabled -}}
{{ .root.Release.Name }}-kafka-bootstrap.{{ .root.Release.Namespace }}.svc:9093
{{- else -}}
{{ .root.Values.kafka.bootstrap | required "kafka.bootstrap: name the brokers, or set kafka.strimzi.enabled" }}
{{- end -}}
{{- end }}

{{/* Anything, where a service works with the cluster's API. */}}
{{- define "freehold.startsJobs" -}}
{{- if and (eq .service "finetune-service") (eq .root.Values.training.backend "kubernetes") }}yes{{ end -}}
{{- end }}
