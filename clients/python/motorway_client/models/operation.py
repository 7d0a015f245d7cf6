from enum import StrEnum


class Operation(StrEnum):
    ALERTS_ACKNOWLEDGE = "alerts.acknowledge"
    ALERTS_READ = "alerts.read"
    ALERTS_RESOLVE = "alerts.resolve"
    API_KEYS_MANAGE = "api_keys.manage"
    API_KEYS_READ = "api_keys.read"
    AREAS_MANAGE = "areas.manage"
    AREAS_READ = "areas.read"
    AUDIT_READ = "audit.read"
    CONTROLLERS_PING = "controllers.ping"
    DEVICES_ENROL = "devices.enrol"
    DEVICES_READ = "devices.read"
    DEVICES_REVOKE = "devices.revoke"
    LIVE_READ = "live.read"
    PROFILE = "profile"
    QUARANTINE_READ = "quarantine.read"
    SITES_CONFIGURE = "sites.configure"
    SITES_READ = "sites.read"
    TELEMETRY_EXPORT = "telemetry.export"
    TELEMETRY_READ = "telemetry.read"
    TILLS_MANAGE = "tills.manage"
    TILLS_READ = "tills.read"
    USERS_MANAGE = "users.manage"
    USERS_READ = "users.read"

    def __str__(self) -> str:
        return str(self.value)
