{{- define "motorway.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "motorway.labels" -}}
app.kubernetes.io/name: motorway
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: motorway-petroleum
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{/* Of one component: (dict "root" $ "component" "pos") */}}
{{- define "motorway.selector" -}}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{/* (dict "root" $ "name" "pos") */}}
{{- define "motorway.image" -}}
{{ .root.Values.image.registry }}/{{ .name }}{{ with index .root.Values.image.digests .name }}@{{ . }}{{ else }}:{{ .root.Values.image.tag | default .root.Chart.AppVersion }}{{ end }}
{{- end }}

{{- define "motorway.publicUrl" -}}
{{ .Values.publicUrl | default (printf "https://%s" .Values.domain) }}
{{- end }}

{{/* A service's values over the defaults, as YAML: (dict "root" $ "name" "pos") */}}
{{- define "motorway.values" -}}
{{ mergeOverwrite (deepCopy .root.Values.defaults) (deepCopy (index .root.Values.services .name | default dict)) | toYaml }}
{{- end }}

{{- define "motorway.podSecurity" -}}
runAsNonRoot: true
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "motorway.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{- define "motorway.pull" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
{{- range . }}
  - name: {{ . }}
{{- end }}
{{- end }}
{{- end }}

{{/* host:port of the engines */}}
{{- define "motorway.postgresql.host" -}}
{{- if eq .Values.postgresql.mode "external" }}{{ required "postgresql.host" .Values.postgresql.host }}{{ else if eq .Values.postgresql.mode "operator" }}{{ include "motorway.name" . }}-postgresql-rw{{ else }}{{ include "motorway.name" . }}-postgresql{{ end }}
{{- end }}
{{- define "motorway.rabbitmq.host" -}}
{{- if eq .Values.rabbitmq.mode "external" }}{{ required "rabbitmq.host" .Values.rabbitmq.host }}{{ else }}{{ include "motorway.name" . }}-rabbitmq{{ end }}
{{- end }}
{{- define "motorway.redis.host" -}}
{{- if eq .Values.redis.mode "external" }}{{ required "redis.host" .Values.redis.host }}{{ else }}{{ include "motorway.name" . }}-redis{{ end }}
{{- end }}
{{- define "motorway.mqtt.host" -}}
{{- if eq .Values.mqtt.mode "external" }}{{ required "mqtt.host" .Values.mqtt.host }}{{ else if eq .Values.mqtt.mode "operator" }}{{ include "motorway.name" . }}-emqx{{ else }}{{ include "motorway.name" . }}-mosquitto{{ end }}
{{- end }}
{{- define "motorway.mqtt.port" -}}
{{- if eq .Values.mqtt.mode "external" }}{{ .Values.mqtt.port }}{{ else if eq .Values.mqtt.mode "operator" }}8884{{ else }}8883{{ end }}
{{- end }}
{{/* EMQX has one of their own for devices */}}
{{- define "motorway.mqtt.devicesPort" -}}
{{- if eq .Values.mqtt.mode "external" }}{{ .Values.mqtt.port }}{{ else }}8883{{ end }}
{{- end }}
