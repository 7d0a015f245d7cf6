{{/* Environment of a service: (dict "root" $ "name" "pos" "about" <its entry of files/services.yaml> "migrating" false) */}}
{{- define "motorway.env" -}}
{{- $root := .root }}{{ $values := $root.Values }}{{ $about := .about }}{{ $full := include "motorway.name" $root }}
{{- $package := .name | replace "-" "_" }}
- {name: MOTORWAY_OPS_BIND, value: "0.0.0.0:9100"}
- {name: MOTORWAY_LOG_LEVEL, value: {{ $values.logLevel | quote }}}
{{- with $values.otlpEndpoint }}
- {name: OTEL_EXPORTER_OTLP_ENDPOINT, value: {{ . | quote }}}
- {name: OTEL_TRACES_SAMPLER, value: parentbased_traceidratio}
- {name: OTEL_TRACES_SAMPLER_ARG, value: {{ $values.tracesShare | quote }}}
{{- end }}
{{- with $values.sentry.secret }}
- name: MOTORWAY_SENTRY_DSN
  valueFrom: {secretKeyRef: {name: {{ . }}, key: dsn}}
- {name: SENTRY_ENVIRONMENT, value: {{ $values.sentry.environment | quote }}}
- {name: SENTRY_RELEASE, value: {{ $root.Chart.AppVersion | quote }}}
{{- end }}
- {name: MOTORWAY_GRPC_CERT_FILE, value: /run/motorway/tls/tls.crt}
- {name: MOTORWAY_GRPC_KEY_FILE, value: /run/motorway/tls/tls.key}
- {name: MOTORWAY_GRPC_CA_FILE, value: /run/motorway/tls/ca.crt}
{{- if ne $about.grpc false }}
- {name: MOTORWAY_GRPC_BIND, value: "0.0.0.0:50051"}
- {name: MOTORWAY_CALLER_KEYS_FILE, value: /run/motorway/callers/callers.pem}
- {name: MOTORWAY_SERVICE_KEYS_DIR, value: /run/motorway/service-keys}
{{- end }}
- name: DATABASE_PASSWORD
  valueFrom: {secretKeyRef: {name: {{ $full }}-{{ .name }}, key: database-password}}
- {name: MOTORWAY_DATABASE_URL, value: {{ printf "postgresql://%s:$(DATABASE_PASSWORD)@%s:%v/%s%s" $package (include "motorway.postgresql.host" $root) $values.postgresql.port $package (include "motorway.sslmode" $root) | quote }}}
{{- if and .migrating $about.owner }}
- name: OWNER_PASSWORD
  valueFrom: {secretKeyRef: {name: {{ $full }}-{{ .name }}, key: owner-password}}
- {name: MOTORWAY_MIGRATION_DATABASE_URL, value: {{ printf "postgresql://%s:$(OWNER_PASSWORD)@%s:%v/%s%s" $about.owner (include "motorway.postgresql.host" $root) $values.postgresql.port $package (include "motorway.sslmode" $root) | quote }}}
{{- end }}
{{- if has "rabbitmq" $about.engines }}
- name: RABBITMQ_PASSWORD
  valueFrom: {secretKeyRef: {name: {{ $full }}-rabbitmq, key: password}}
- {name: MOTORWAY_AMQP_URL, value: {{ printf "%s://%s:$(RABBITMQ_PASSWORD)@%s:%v/%s" (ternary "amqps" "amqp" $values.rabbitmq.tls) $values.rabbitmq.user (include "motorway.rabbitmq.host" $root) $values.rabbitmq.port $values.rabbitmq.vhost | quote }}}
{{- end }}
{{- if has "redis" $about.engines }}
- name: REDIS_PASSWORD
  valueFrom: {secretKeyRef: {name: {{ $full }}-redis, key: password}}
- {name: MOTORWAY_REDIS_URL, value: {{ printf "%s://:$(REDIS_PASSWORD)@%s:%v/0" (ternary "rediss" "redis" $values.redis.tls) (include "motorway.redis.host" $root) $values.redis.port | quote }}}
{{- end }}
{{- if has "mqtt" $about.engines }}
- {name: MOTORWAY_MQTT_HOST, value: {{ include "motorway.mqtt.host" $root }}}
- {name: MOTORWAY_MQTT_PORT, value: {{ include "motorway.mqtt.port" $root | quote }}}
{{- end }}
{{- range $about.calls }}
- {name: MOTORWAY_{{ . | replace "-" "_" | upper }}_ADDRESS, value: "{{ $full }}-{{ . }}:50051"}
{{- end }}
{{- with $about.watches }}
- name: MOTORWAY_WATCHED_METRICS
  value: {{ range $i, $name := . }}{{ if $i }},{{ end }}{{ $name | replace "-" "_" }}={{ $full }}-{{ $name }}:9100{{ end }}
{{- end }}
{{- range $name, $key := $about.own }}
- name: {{ $name }}
  valueFrom: {secretKeyRef: {name: {{ $full }}-{{ $.name }}, key: {{ $key }}}}
{{- end }}
{{- range $name, $key := $about.files }}
- {name: {{ $name }}, value: /run/motorway/own/{{ $key }}}
{{- end }}
{{- range $name, $value := $about.env }}
- {name: {{ $name }}, value: {{ $value | quote }}}
{{- end }}
{{- if $about.stable }}
- name: MOTORWAY_INSTANCE
  valueFrom: {fieldRef: {fieldPath: metadata.name}}
{{- end }}
{{- include (printf "motorway.env.%s" .name) $root }}
{{- range $name, $value := (include "motorway.values" (dict "root" $root "name" .name) | fromYaml).env }}
- {name: {{ $name }}, value: {{ $value | quote }}}
{{- end }}
{{- end }}

{{- define "motorway.sslmode" -}}
{{- with .Values.postgresql.sslMode }}?sslmode={{ . }}{{ end }}
{{- end }}

{{- define "motorway.env.api-gateway" }}
- {name: MOTORWAY_PUBLIC_URL, value: {{ include "motorway.publicUrl" . | quote }}}
{{- if and .Values.simulators.enabled .Values.simulators.forecourts }}
- {name: MOTORWAY_SECOND_FACTOR_ROLES, value: ""}
{{- end }}
{{- end }}
{{- define "motorway.env.pos" }}
- {name: MOTORWAY_PUBLIC_URL, value: {{ include "motorway.publicUrl" . | quote }}}
- {name: MOTORWAY_MAIL_FROM, value: {{ .Values.mail.from | quote }}}
- name: MOTORWAY_SMTP_URL
{{- if .Values.mail.url }}
  value: {{ .Values.mail.url | quote }}
{{- else }}
  valueFrom: {secretKeyRef: {name: {{ include "motorway.name" . }}-pos, key: smtp-url, optional: true}}
{{- end }}
{{- end }}
{{- define "motorway.env.payments" }}
- {name: MOTORWAY_PUBLIC_URL, value: {{ include "motorway.publicUrl" . | quote }}}
- {name: MOTORWAY_STRIPE_API_BASE, value: {{ ternary (printf "http://%s-stripe:8455" (include "motorway.name" .)) .Values.payments.apiBase .Values.simulators.enabled | quote }}}
- {name: MOTORWAY_STRIPE_FILES_BASE, value: {{ ternary (printf "http://%s-stripe:8455" (include "motorway.name" .)) .Values.payments.filesBase .Values.simulators.enabled | quote }}}
{{- end }}
{{- define "motorway.env.iot-gateway" }}
{{- if eq .Values.mqtt.mode "operator" }}
{{- $full := include "motorway.name" . }}
- {name: MOTORWAY_CRL_URL, value: "http://{{ $full }}-crl:8411/crl.pem"}
- {name: MOTORWAY_EMQX_URL, value: "http://{{ $full }}-emqx:18083"}
- name: MOTORWAY_EMQX_KEY
  valueFrom: {secretKeyRef: {name: {{ $full }}-emqx, key: api-key}}
- name: MOTORWAY_EMQX_SECRET
  valueFrom: {secretKeyRef: {name: {{ $full }}-emqx, key: api-secret}}
- {name: MOTORWAY_EMQX_CRL_REFRESH_S, value: {{ .Values.mqtt.crlRefreshSeconds | quote }}}
{{- end }}
{{- end }}
{{- define "motorway.env.telemetry" }}{{- end }}
{{- define "motorway.env.alerts" }}
- {name: MOTORWAY_PUBLIC_URL, value: {{ include "motorway.publicUrl" . | quote }}}
{{- end }}

{{/* Volumes of a service, and where they are mounted: the same arguments */}}
{{- define "motorway.volumes" -}}
{{- $full := include "motorway.name" .root }}
- {name: tmp, emptyDir: {sizeLimit: 256Mi}}
- {name: tls, secret: {secretName: {{ $full }}-{{ .name }}-tls}}
- {name: callers, secret: {secretName: {{ $full }}-callers}}
- {name: service-keys, secret: {secretName: {{ $full }}-service-keys}}
{{- with .about.files }}
- name: own
  secret:
    secretName: {{ $full }}-{{ $.name }}
    items:
{{- range $name, $key := . }}
      - {key: {{ $key }}, path: {{ $key }}}
{{- end }}
{{- end }}
{{- range $name, $part := .about.parts }}
- {name: {{ $name }}, secret: {secretName: {{ $full }}-{{ $part }}}}
{{- end }}
{{- end }}

{{- define "motorway.mounts" -}}
- {name: tmp, mountPath: /tmp}
- {name: tls, mountPath: /run/motorway/tls, readOnly: true}
- {name: callers, mountPath: /run/motorway/callers, readOnly: true}
- {name: service-keys, mountPath: /run/motorway/service-keys, readOnly: true}
{{- if .about.files }}
- {name: own, mountPath: /run/motorway/own, readOnly: true}
{{- end }}
{{- range $name, $part := .about.parts }}
- {name: {{ $name }}, mountPath: /run/motorway/{{ $name }}, readOnly: true}
{{- end }}
{{- end }}

{{/* Of the Job that makes roles and databases */}}
{{- define "motorway.databases.env" -}}
{{- $full := include "motorway.name" . }}
{{- if eq .Values.postgresql.mode "embedded" }}
- name: ADMIN_PASSWORD
  valueFrom: {secretKeyRef: {name: {{ $full }}-postgresql, key: password}}
- {name: ADMIN_DATABASE_URL, value: {{ printf "postgresql://postgres:$(ADMIN_PASSWORD)@%s:%v" (include "motorway.postgresql.host" .) .Values.postgresql.port | quote }}}
{{- else if eq .Values.postgresql.mode "operator" }}
- name: ADMIN_PASSWORD
  valueFrom: {secretKeyRef: {name: {{ $full }}-postgresql-superuser, key: password}}
- {name: ADMIN_DATABASE_URL, value: {{ printf "postgresql://postgres:$(ADMIN_PASSWORD)@%s:%v" (include "motorway.postgresql.host" .) .Values.postgresql.port | quote }}}
{{- else }}
- name: ADMIN_DATABASE_URL
  valueFrom: {secretKeyRef: {name: {{ $full }}-postgresql, key: admin-url}}
{{- end }}
- name: DATABASE_MONITORING
  valueFrom: {secretKeyRef: {name: {{ $full }}-monitoring, key: database-password}}
{{- range $name, $about := .Files.Get "files/services.yaml" | fromYaml }}
- name: DATABASE_{{ $name | replace "-" "_" | upper }}
  valueFrom: {secretKeyRef: {name: {{ $full }}-{{ $name }}, key: database-password}}
{{- with $about.owner }}
- name: DATABASE_{{ . | upper }}
  valueFrom: {secretKeyRef: {name: {{ $full }}-{{ $name }}, key: owner-password}}
{{- end }}
{{- end }}
{{- end }}
