"""Accounts, vehicles and entries as messages, and back."""

from datetime import datetime

from google.protobuf.timestamp_pb2 import Timestamp
from motorway.pos.v1 import accounts_pb2
from motorway_kit.errors import InvalidInput

from pos.domain.account import Account, AccountState, Vehicle
from pos.domain.account_ledger import Entry


def decode(account: accounts_pb2.Account) -> Account:
    """The terms in the message, not checked yet; the rest of it does not count."""
    return Account(
        account_id=account.account_id,
        name=account.name,
        currency=account.currency,
        home_site=account.home_site,
        credit_limit_minor=account.credit_limit_minor,
        sites=tuple(account.sites),
        address=tuple(account.address),
        vat_id=account.vat_id,
        email=account.email,
    )


def decode_vehicle(vehicle: accounts_pb2.Vehicle) -> Vehicle:
    return Vehicle(
        registration=vehicle.registration,
        grades=tuple(vehicle.grades),
        odometer_required=vehicle.odometer_required,
        limit_minor=vehicle.limit_minor,
        blocked=vehicle.blocked,
        note=vehicle.note,
    )


def decode_state(state: accounts_pb2.AccountState.ValueType) -> AccountState | None:
    """Raises InvalidInput for a number that is no state."""
    try:
        return AccountState(state) if state else None
    except ValueError as error:
        raise InvalidInput("state is none of an account", field="state") from error


def encode(account: Account) -> accounts_pb2.Account:
    return accounts_pb2.Account(
        account_id=account.account_id,
        name=account.name,
        address=account.address,
        vat_id=account.vat_id,
        email=account.email,
        currency=account.currency,
        home_site=account.home_site,
        sites=account.sites,
        credit_limit_minor=account.credit_limit_minor,
        state=accounts_pb2.AccountState.Value(f"ACCOUNT_STATE_{account.state.name}"),
        blocked_reason=account.blocked_reason,
        vehicles=map(_encode_vehicle, account.vehicles),
        balance_minor=account.balance_minor,
        available_minor=account.available_minor,
        opened_at=_stamp(account.opened_at) if account.opened_at else None,
        version=account.version,
    )


def _encode_vehicle(vehicle: Vehicle) -> accounts_pb2.Vehicle:
    return accounts_pb2.Vehicle(
        registration=vehicle.registration,
        grades=vehicle.grades,
        odometer_required=vehicle.odometer_required,
        limit_minor=vehicle.limit_minor,
        blocked=vehicle.blocked,
        note=vehicle.note,
        odometer_km=vehicle.odometer_km,
    )


def encode_entry(entry: Entry) -> accounts_pb2.AccountEntry:
    return accounts_pb2.AccountEntry(
        number=entry.number,
        kind=accounts_pb2.AccountEntryKind.Value(f"ACCOUNT_ENTRY_KIND_{entry.kind.name}"),
        at=_stamp(entry.at),
        amount_minor=entry.amount_minor,
        balance_minor=entry.balance_minor,
        recorded_by=entry.recorded_by,
        site_id=entry.site_id,
        sale_id=entry.sale_id,
        tender_number=entry.tender_number,
        registration=entry.registration,
        odometer_km=entry.odometer_km,
        odometer_backwards=entry.odometer_backwards,
        reference=entry.reference,
    )


def _stamp(moment: datetime) -> Timestamp:
    stamp = Timestamp()
    stamp.FromDatetime(moment)
    return stamp
