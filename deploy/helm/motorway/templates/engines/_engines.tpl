{{/* What is particular to each embedded engine */}}
{{- define "motorway.engines" -}}
{{- $full := include "motorway.name" . }}
postgresql:
  values: postgresql
  user: 70
  doors: {postgresql: 5432}
  alive: postgresql
  args: [-c, "max_connections={{ .Values.postgresql.maxConnections }}", -c, shared_preload_libraries=timescaledb, -c, "timezone=UTC", -c, jit=off, -c, wal_compression=on]
  env: {PGDATA: /var/lib/postgresql/data/pgdata, POSTGRES_INITDB_ARGS: "--data-checksums --auth-host=scram-sha-256 --locale=C.UTF-8", TIMESCALEDB_TELEMETRY: "off"}
  secrets: {POSTGRES_PASSWORD: password}
  probe: {exec: {command: [pg_isready, --host=127.0.0.1, --username=postgres]}}
  mounts:
    - {name: data, mountPath: /var/lib/postgresql/data}
    - {name: run, mountPath: /var/run/postgresql}
    - {name: tmp, mountPath: /tmp}
rabbitmq:
  values: rabbitmq
  user: 999
  doors: {amqp: 5672, management: 15672, prometheus: 15692}
  alive: amqp
  env: {RABBITMQ_NODENAME: motorway@localhost, HOME: /var/lib/rabbitmq}
  secrets: {RABBITMQ_DEFAULT_PASS: password}
  probe: {exec: {command: [rabbitmq-diagnostics, --quiet, check_port_connectivity]}}
  config:
    enabled_plugins: "[rabbitmq_management,rabbitmq_prometheus]."
    motorway.conf: |
      default_vhost = {{ .Values.rabbitmq.vhost }}
      default_user = {{ .Values.rabbitmq.user }}
      default_user_tags.administrator = true
      default_permissions.configure = .*
      default_permissions.read = .*
      default_permissions.write = .*
      disk_free_limit.absolute = 500MB
      log.console = true
      log.file = false
  mounts:
    - {name: data, mountPath: /var/lib/rabbitmq}
    - {name: config, mountPath: /etc/rabbitmq/enabled_plugins, subPath: enabled_plugins}
    - {name: config, mountPath: /etc/rabbitmq/conf.d/20-motorway.conf, subPath: motorway.conf}
    - {name: run, mountPath: /var/log/rabbitmq}
    - {name: tmp, mountPath: /tmp}
redis:
  values: redis
  user: 999
  doors: {redis: 6379}
  alive: redis
  command: [valkey-server]
  args: [--dir, /data, --appendonly, "yes", --maxmemory-policy, noeviction, --requirepass, $(REDIS_PASSWORD)]
  secrets: {REDIS_PASSWORD: password}
  probe: {tcpSocket: {port: redis}}
  mounts:
    - {name: data, mountPath: /data}
    - {name: tmp, mountPath: /tmp}
mosquitto:
  values: mqtt
  user: 1883
  doors: {mqtts: 8883}
  alive: mqtts
  sharesProcesses: true
  prepare: [broker, --folder, /mosquitto/run, --data, /mosquitto/data, --tls, /run/mosquitto/tls, --crl-url, "http://{{ $full }}-crl:8411/crl.pem"]
  beside: [crl, --url, "http://{{ $full }}-crl:8411/crl.pem", --file, /mosquitto/run/crl.pem, --every-s, "1.5"]
  command: [mosquitto, -c, /mosquitto/run/mosquitto.conf]
  tls: mosquitto-tls
  probe: {tcpSocket: {port: mqtts}}
  mounts:
    - {name: run, mountPath: /mosquitto/run}
    - {name: data, mountPath: /mosquitto/data}
    - {name: tls, mountPath: /run/mosquitto/tls}
    - {name: tmp, mountPath: /tmp}
{{- end }}
