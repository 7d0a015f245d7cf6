from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.account_state import AccountState

if TYPE_CHECKING:
    from ..models.vehicle import Vehicle


T = TypeVar("T", bound="Account")


@_attrs_define
class Account:
    """An account customer, and what they owe.

    Attributes:
        name (str):
        address (list[str]):
        vat_id (str):  Default: ''.
        email (str):  Default: ''.
        currency (str): ISO 4217; fixed with the first entry
        home_site (str): The site that keeps it: its time zone bounds the months of statements, its supplier is on them
        sites (list[str]): Where it may be charged; none: at every site
        credit_limit_minor (int): What may be owed, in minor units; 0: only what was paid in advance
        account_id (str):
        state (AccountState):
        blocked_reason (str):
        vehicles (list[Vehicle]):
        balance_minor (int): Owed by the customer; negative: paid in advance
        available_minor (int): What may still be charged
        opened_at (datetime.datetime):
        version (int): Grows with every change of terms, state or vehicles
    """

    name: str
    address: list[str]
    currency: str
    home_site: str
    sites: list[str]
    credit_limit_minor: int
    account_id: str
    state: AccountState
    blocked_reason: str
    vehicles: list[Vehicle]
    balance_minor: int
    available_minor: int
    opened_at: datetime.datetime
    version: int
    vat_id: str = ""
    email: str = ""

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        address = self.address

        vat_id = self.vat_id

        email = self.email

        currency = self.currency

        home_site = self.home_site

        sites = self.sites

        credit_limit_minor = self.credit_limit_minor

        account_id = self.account_id

        state = self.state.value

        blocked_reason = self.blocked_reason

        vehicles = []
        for vehicles_item_data in self.vehicles:
            vehicles_item = vehicles_item_data.to_dict()
            vehicles.append(vehicles_item)

        balance_minor = self.balance_minor

        available_minor = self.available_minor

        opened_at = self.opened_at.isoformat()

        version = self.version

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "address": address,
                "vat_id": vat_id,
                "email": email,
                "currency": currency,
                "home_site": home_site,
                "sites": sites,
                "credit_limit_minor": credit_limit_minor,
                "account_id": account_id,
                "state": state,
                "blocked_reason": blocked_reason,
                "vehicles": vehicles,
                "balance_minor": balance_minor,
                "available_minor": available_minor,
                "opened_at": opened_at,
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.vehicle import Vehicle

        d = dict(src_dict)
        name = d.pop("name")

        address = cast(list[str], d.pop("address"))

        vat_id = d.pop("vat_id")

        email = d.pop("email")

        currency = d.pop("currency")

        home_site = d.pop("home_site")

        sites = cast(list[str], d.pop("sites"))

        credit_limit_minor = d.pop("credit_limit_minor")

        account_id = d.pop("account_id")

        state = AccountState(d.pop("state"))

        blocked_reason = d.pop("blocked_reason")

        vehicles = []
        _vehicles = d.pop("vehicles")
        for vehicles_item_data in _vehicles:
            vehicles_item = Vehicle.from_dict(vehicles_item_data)

            vehicles.append(vehicles_item)

        balance_minor = d.pop("balance_minor")

        available_minor = d.pop("available_minor")

        opened_at = datetime.datetime.fromisoformat(d.pop("opened_at"))

        version = d.pop("version")

        account = cls(
            name=name,
            address=address,
            vat_id=vat_id,
            email=email,
            currency=currency,
            home_site=home_site,
            sites=sites,
            credit_limit_minor=credit_limit_minor,
            account_id=account_id,
            state=state,
            blocked_reason=blocked_reason,
            vehicles=vehicles,
            balance_minor=balance_minor,
            available_minor=available_minor,
            opened_at=opened_at,
            version=version,
        )

        return account
