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
    PUMPS_AUTHORISE = "pumps.authorise"
    PUMPS_CONTROL = "pumps.control"
    PUMPS_STOP = "pumps.stop"
    PUMPS_RESTART = "pumps.restart"
    COMMANDS_READ = "commands.read"
    SALES_READ = "sales.read"
    SALES_SELL = "sales.sell"
    SALES_APPROVE = "sales.approve"
    SHIFTS_READ = "shifts.read"
    SHIFTS_OPERATE = "shifts.operate"
    SHIFTS_MANAGE = "shifts.manage"
    PRICES_READ = "prices.read"
    PRICES_MANAGE = "prices.manage"
    CATALOGUE_READ = "catalogue.read"
    CATALOGUE_MANAGE = "catalogue.manage"
    ACCOUNTS_READ = "accounts.read"
    ACCOUNTS_MANAGE = "accounts.manage"
    SETTLEMENT_READ = "settlement.read"
    DISCREPANCIES_RESOLVE = "discrepancies.resolve"
    PAYMENTS_READ = "payments.read"
    PAYMENTS_TAKE = "payments.take"
    READERS_READ = "readers.read"
    READERS_MANAGE = "readers.manage"
    DISPUTES_READ = "disputes.read"
    DISPUTES_MANAGE = "disputes.manage"
    FINANCE_READ = "finance.read"
    BREAKS_RESOLVE = "breaks.resolve"
    LEDGER_READ = "ledger.read"
    ALERT_RULES_READ = "alert_rules.read"
    ALERT_RULES_MANAGE = "alert_rules.manage"
    SILENCES_MANAGE = "silences.manage"
    NOTIFICATIONS_READ = "notifications.read"
    CHANNELS_MANAGE = "channels.manage"
    ON_CALL_READ = "on_call.read"
    ON_CALL_MANAGE = "on_call.manage"
    PUSH_SUBSCRIBE = "push.subscribe"
    PERSONAL_DATA_EXPORT = "personal_data.export"
    PERSONAL_DATA_ERASE = "personal_data.erase"


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
pumps.authorise        x         x              x              x             -         -        -       x
pumps.control          x         x              x              x             x         -        -       x
pumps.stop             x         x              x              x             x         -        -       x
pumps.restart          -         x              x              x             x         -        -       x
commands.read          -         x              x              x             x         -        x       x
sales.read             x         x              x              x             -         x        x       x
sales.sell             x         x              x              x             -         -        -       x
sales.approve          -         x              x              x             -         -        -       x
shifts.read            x         x              x              x             -         x        x       x
shifts.operate         x         x              x              x             -         -        -       x
shifts.manage          -         x              x              x             -         -        -       x
prices.read            x         x              x              x             x         x        x       x
prices.manage          -         -              x              x             -         -        -       x
catalogue.read         x         x              x              x             -         x        x       x
catalogue.manage       -         -              x              x             -         -        -       x
accounts.read          x         x              x              x             -         x        x       x
accounts.manage        -         -              x              x             -         x        -       x
settlement.read        -         x              x              x             -         x        x       x
discrepancies.resolve  -         x              x              x             -         -        -       x
payments.read          x         x              x              x             -         x        x       x
payments.take          x         x              x              x             -         -        -       x
readers.read           x         x              x              x             x         x        x       x
readers.manage         -         x              x              x             x         -        -       x
disputes.read          -         x              x              x             -         x        x       x
disputes.manage        -         -              x              x             -         x        -       x
finance.read           -         -              x              x             -         x        x       x
breaks.resolve         -         -              -              x             -         x        -       x
ledger.read            -         -              -              -             -         x        x       x
alert_rules.read       -         x              x              x             x         x        x       x
alert_rules.manage     -         -              x              x             -         -        -       x
silences.manage        -         x              x              x             x         -        -       x
notifications.read     -         -              x              x             x         -        x       x
channels.manage        -         -              -              x             -         -        -       x
on_call.read           -         x              x              x             x         -        x       x
on_call.manage         -         -              x              x             -         -        -       x
push.subscribe         x         x              x              x             x         x        x       x
personal_data.export   -         -              -              x             -         x        x       x
personal_data.erase    -         -              -              x             -         -        -       x
"""

NETWORK_WIDE = frozenset(
    {
        Operation.AREAS_MANAGE,
        Operation.API_KEYS_READ,
        Operation.API_KEYS_MANAGE,
        Operation.LEDGER_READ,
        Operation.PERSONAL_DATA_EXPORT,
        Operation.PERSONAL_DATA_ERASE,
    }
)
"""Operations that concern no single site: the role must be bound to everything."""

SERVICES: dict[str, frozenset[Operation]] = {
    "pos": frozenset(
        {
            Operation.SITES_READ,
            Operation.PUMPS_AUTHORISE,
            Operation.PUMPS_CONTROL,
            Operation.PRICES_MANAGE,
            Operation.TELEMETRY_READ,
            Operation.PAYMENTS_READ,
            Operation.PAYMENTS_TAKE,
        }
    ),
    "payments": frozenset({Operation.SITES_READ, Operation.SALES_READ}),
    "alerts": frozenset(
        {Operation.SITES_READ, Operation.DEVICES_READ, Operation.TELEMETRY_READ, Operation.CONTROLLERS_PING}
    ),
}
"""What a service may ask of others when nobody asked it, at every site."""

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
