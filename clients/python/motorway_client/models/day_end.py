from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.day_end_row import DayEndRow


T = TypeVar("T", bound="DayEnd")


@_attrs_define
class DayEnd:
    """The card money of a site's business day.

    Attributes:
        site (str):
        day (str):
        currency (str): ISO 4217
        rows (list[DayEndRow]): By brand
        captured_minor (int):
        refunded_minor (int):
        fees_minor (int):
        disputed_minor (int):
        receivable_minor (int): Dispensed beyond what could be taken
        net_minor (int): Captured less refunded, fees and disputed
        open_questions (int): Payments of the day that are not known for certain yet
        fees_unknown (int): Captures of which Stripe has not told the fee yet, which fees and net lack; asked for every
            hour
        test (bool): No real money
    """

    site: str
    day: str
    currency: str
    rows: list[DayEndRow]
    captured_minor: int
    refunded_minor: int
    fees_minor: int
    disputed_minor: int
    receivable_minor: int
    net_minor: int
    open_questions: int
    fees_unknown: int
    test: bool

    def to_dict(self) -> dict[str, Any]:
        site = self.site

        day = self.day

        currency = self.currency

        rows = []
        for rows_item_data in self.rows:
            rows_item = rows_item_data.to_dict()
            rows.append(rows_item)

        captured_minor = self.captured_minor

        refunded_minor = self.refunded_minor

        fees_minor = self.fees_minor

        disputed_minor = self.disputed_minor

        receivable_minor = self.receivable_minor

        net_minor = self.net_minor

        open_questions = self.open_questions

        fees_unknown = self.fees_unknown

        test = self.test

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "site": site,
                "day": day,
                "currency": currency,
                "rows": rows,
                "captured_minor": captured_minor,
                "refunded_minor": refunded_minor,
                "fees_minor": fees_minor,
                "disputed_minor": disputed_minor,
                "receivable_minor": receivable_minor,
                "net_minor": net_minor,
                "open_questions": open_questions,
                "fees_unknown": fees_unknown,
                "test": test,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.day_end_row import DayEndRow

        d = dict(src_dict)
        site = d.pop("site")

        day = d.pop("day")

        currency = d.pop("currency")

        rows = []
        _rows = d.pop("rows")
        for rows_item_data in _rows:
            rows_item = DayEndRow.from_dict(rows_item_data)

            rows.append(rows_item)

        captured_minor = d.pop("captured_minor")

        refunded_minor = d.pop("refunded_minor")

        fees_minor = d.pop("fees_minor")

        disputed_minor = d.pop("disputed_minor")

        receivable_minor = d.pop("receivable_minor")

        net_minor = d.pop("net_minor")

        open_questions = d.pop("open_questions")

        fees_unknown = d.pop("fees_unknown")

        test = d.pop("test")

        day_end = cls(
            site=site,
            day=day,
            currency=currency,
            rows=rows,
            captured_minor=captured_minor,
            refunded_minor=refunded_minor,
            fees_minor=fees_minor,
            disputed_minor=disputed_minor,
            receivable_minor=receivable_minor,
            net_minor=net_minor,
            open_questions=open_questions,
            fees_unknown=fees_unknown,
            test=test,
        )

        return day_end
