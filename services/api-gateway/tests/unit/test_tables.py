"""Which lists are tables, and what their columns are."""

from datetime import datetime

import pytest
from api_gateway.http_api import ROUTERS
from api_gateway.http_api.common import Model
from api_gateway.http_api.routing import Route
from api_gateway.http_api.tables import columns_of, wanted


class Fuel(Model):
    volume_ml: int


class Item(Model):
    name: str
    fuel: Fuel | None
    lines: list[Fuel]
    at: datetime | None


class Page(Model):
    items: list[Item]
    next_cursor: str


class Words(Model):
    items: list[str]


def test_a_column_is_a_field_also_of_what_may_be_missing() -> None:
    assert columns_of(Page) == [("name",), ("fuel", "volume_ml"), ("lines",), ("at",)]


@pytest.mark.parametrize("answer", [Item, Words, None, dict, list[Item]])
def test_what_is_no_list_of_documents_has_none(answer: object) -> None:
    assert columns_of(answer) == []


def test_every_list_of_the_api_is_a_table() -> None:
    routes = [route for router in ROUTERS for route in router.routes if isinstance(route, Route)]
    tables = [route.name for route in routes if "GET" in (route.methods or ()) and columns_of(route.response_model)]
    lists = [route.name for route in routes if route.name.startswith("list_")]
    assert set(lists) - set(tables) == {"list_methods"}
    assert {"list_sales", "list_payments", "list_ledger_entries"} <= set(tables)


@pytest.mark.parametrize(
    ("accept", "csv"),
    [
        ("text/csv", True),
        ("TEXT/CSV; charset=utf-8", True),
        ("text/csv, */*;q=0.1", True),
        ("application/json;q=0.9, text/csv", True),
        ("application/json, text/csv", False),
        ("text/*", False),
        ("text/csv;q=0", False),
        ("text/csv;q=none", False),
        ("", False),
    ],
)
def test_csv_is_for_who_prefers_it(accept: str, csv: bool) -> None:
    assert wanted(accept) is csv
