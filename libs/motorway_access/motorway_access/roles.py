"""Roles and operations (ARCHITECTURE 3.6). The table is the only place that says who may do what."""

from enum import StrEnum


class Role(StrEnum):
    CASHIER = "cashier"
    SUPERVISOR = "supervisor"
    STATION_MANAGER = "station_manager"
    AREA_MANAGER = "area_manager"
    TECHNICIAN = "technician"
    FINANCE = "finance"
    AUDITOR = "auditor"
    ADMIN = "admin"


class Operation(StrEnum):
    PROFILE = "profile"
    SITES_READ = "sites.read"
    SITES_CONFIGURE = "sites.configure"
    TELEMETRY_READ = "telemetry.read"
    TELEMETRY_EXPORT = "telemetry.export"
    LIVE_READ = "live.read"
    CONTROLLERS_PING = "controllers.ping"
    DEVICES_READ = "devices.read"
    DEVICES_ENROL = "devices.enrol"
    DEVICES_REVOKE = "devices.revoke"
    QUARANTINE_READ = "quarantine.read"
    ALERTS_READ = "alerts.read"
    ALERTS_ACKNOWLEDGE = "alerts.acknowledge"
    ALERTS_RESOLVE = "alerts.resolve"
    TILLS_READ = "tills.read"
    TILLS_MANAGE = "tills.manage"
    USERS_READ = "users.read"
    USERS_MANAGE = "users.manage"
    AREAS_READ = "areas.read"
    AREAS_MANAGE = "areas.manage"
    API_KEYS_READ = "api_keys.read"
    API_KEYS_MANAGE = "api_keys.manage"
    AUDIT_READ = "audit.read"


TABLE = """
operation           cashier  supervisor  station_manager  area_manager  technician  finance  auditor  admin
profile                x         x              x              x             x         x        x       x
sites.read             x         x              x              x             x         x        x       x
sites.configure        -         -              -              x             -         -        -       x
telemetry.read         x         x              x              x             x         x        x       x
telemetry.export       -         -              x              x             x         x        x       x
live.read              x         x              x              x             x         x        x       x
controllers.ping       -         x              x              x             x         -        -       x
devices.read           -         -              x              x             x         -        x       x
devices.enrol          -         -              -              -             x         -        -       x
devices.revoke         -         -              -              -             x         -        -       x
quarantine.read        -         -              x              x             x         -        x       x
alerts.read            x         x              x              x             x         x        x       x
alerts.acknowledge     x         x              x              x             x         -        -       x
alerts.resolve         -         x              x              x             x         -        -       x
tills.read             -         x              x              x             x         -        x       x
tills.manage           -         x              x              x             -         -        -       x
users.read             -         -              x              x             -         -        x       x
users.manage           -         -              x              x             -         -        -       x
areas.read             -         -              x              x             -         x        x       x
areas.manage           -         -              -              -             -         -        -       x
api_keys.read          -         -              -              -             -         -        x       x
api_keys.manage        -         -              -              -             -         -        -       x
audit.read             -         -              x              x             -         x        x       x
"""

NETWORK_WIDE = frozenset({Operation.AREAS_MANAGE, Operation.API_KEYS_READ, Operation.API_KEYS_MANAGE})
"""Operations that concern no single site: the role must be bound to everything."""

GRANTABLE: dict[Role, frozenset[Role]] = {
    Role.STATION_MANAGER: frozenset({Role.CASHIER, Role.SUPERVISOR}),
    Role.AREA_MANAGER: frozenset({Role.CASHIER, Role.SUPERVISOR, Role.STATION_MANAGER}),
    Role.ADMIN: frozenset(Role),
}
"""The roles that a role may give to others, within its own sites: none that may do more than the giver."""


def _parsed() -> dict[Operation, frozenset[Role]]:
    heading, *rows = TABLE.strip().splitlines()
    roles = [Role(name) for name in heading.split()[1:]]
    table = {}
    for name, *cells in map(str.split, rows):
        allowed = [role for role, cell in zip(roles, cells, strict=True) if {"x": True, "-": False}[cell]]
        table[Operation(name)] = frozenset(allowed)
    return table


ROLES_OF = _parsed()
"""The roles that may do an operation; every operation has its row."""

if missing := set(Operation) - ROLES_OF.keys():
    raise LookupError(f"no row for {sorted(missing)}")


def allows(role: Role, operation: Operation) -> bool:
    """Whether the table has a cross."""
    return role in ROLES_OF[operation]
