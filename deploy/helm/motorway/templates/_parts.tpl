{{/* The parts that this installation has no use for, or has from elsewhere */}}
{{- define "motorway.skipped" -}}
{{- if ne .Values.postgresql.mode "embedded" }}, --skip, postgresql{{ end }}
{{- if ne .Values.mqtt.mode "operator" }}, --skip, emqx{{ end }}
{{- end }}

{{/* The parts of the setup that become Secrets; with cert-manager certificates are not among them. */}}
{{- define "motorway.parts" -}}
{{- if eq .Values.postgresql.mode "embedded" }}
- postgresql
{{- end }}
{{- if eq .Values.mqtt.mode "operator" }}
- emqx
{{- end }}
- monitoring
- rabbitmq
- redis
- callers
- service-keys
{{- range $name, $about := .Files.Get "files/services.yaml" | fromYaml }}
- {{ $name }}
{{- if not $.Values.certManager.enabled }}
- {{ $name }}-tls
{{- end }}
{{- end }}
{{- if not .Values.certManager.enabled }}
- device-ca
- iot-gateway-mqtt
- mosquitto-tls
- bridge-tls
{{- end }}
{{- end }}
