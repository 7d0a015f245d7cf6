from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="AccountTerms")


@_attrs_define
class AccountTerms:
    """Who the customer is, and up to what they may owe.

    Attributes:
        name (str):
        currency (str): ISO 4217; fixed with the first entry
        home_site (str): The site that keeps it: its time zone bounds the months of statements, its supplier is on them
        credit_limit_minor (int): What may be owed, in minor units; 0: only what was paid in advance
        address (list[str] | Unset):
        vat_id (str | Unset):  Default: ''.
        email (str | Unset):  Default: ''.
        sites (list[str] | Unset): Where it may be charged; none: at every site
    """

    name: str
    currency: str
    home_site: str
    credit_limit_minor: int
    address: list[str] | Unset = UNSET
    vat_id: str | Unset = ""
    email: str | Unset = ""
    sites: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        currency = self.currency

        home_site = self.home_site

        credit_limit_minor = self.credit_limit_minor

        address: list[str] | Unset = UNSET
        if not isinstance(self.address, Unset):
            address = self.address

        vat_id = self.vat_id

        email = self.email

        sites: list[str] | Unset = UNSET
        if not isinstance(self.sites, Unset):
            sites = self.sites

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "currency": currency,
                "home_site": home_site,
                "credit_limit_minor": credit_limit_minor,
            }
        )
        if address is not UNSET:
            field_dict["address"] = address
        if vat_id is not UNSET:
            field_dict["vat_id"] = vat_id
        if email is not UNSET:
            field_dict["email"] = email
        if sites is not UNSET:
            field_dict["sites"] = sites

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name")

        currency = d.pop("currency")

        home_site = d.pop("home_site")

        credit_limit_minor = d.pop("credit_limit_minor")

        address = cast(list[str], d.pop("address", UNSET))

        vat_id = d.pop("vat_id", UNSET)

        email = d.pop("email", UNSET)

        sites = cast(list[str], d.pop("sites", UNSET))

        account_terms = cls(
            name=name,
            currency=currency,
            home_site=home_site,
            credit_limit_minor=credit_limit_minor,
            address=address,
            vat_id=vat_id,
            email=email,
            sites=sites,
        )

        return account_terms
