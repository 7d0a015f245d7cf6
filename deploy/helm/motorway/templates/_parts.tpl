{{/* The parts of the setup that become Secrets; with cert-manager certificates are not among them. */}}
{{- define "motorway.parts" -}}
{{- if eq .Values.postgresql.mode "embedded" }}
- postgresql
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
