"""Lists as CSV, through the HTTP door."""

import csv

from motorway.pos.v1 import sales_pb2 as pb

from .conftest import Neighbours, RunningGateway
from .stub_sales import SITE, StubSales, make_debt

LIST = f"/api/v1/debts?site={SITE}&state=OPEN"


def three_pages(sales: StubSales) -> None:
    """Two debts on a page, by number."""
    for first in (0, 2, 4):
        debts = [make_debt(), make_debt()]
        for number, debt in enumerate(debts, first):
            debt.debt_id, debt.note = str(number), '=1+1,"x"'
        next_cursor = str(first + 2) if first < 4 else ""
        sales.debt_pages[str(first or "")] = pb.ListDebtsResponse(debts=debts, next_cursor=next_cursor)


async def rows(gateway: RunningGateway, path: str) -> list[dict[str, str]]:
    async with gateway.client() as http:
        answer = await http.get(path, headers={"Accept": "text/csv"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    name = answer.headers["content-disposition"]
    assert name.startswith('attachment; filename="debts-')
    assert name.endswith('.csv"')
    return list(csv.DictReader(answer.text.splitlines()))


async def test_a_list_is_a_table_with_all_its_pages(gateway: RunningGateway, neighbours: Neighbours) -> None:
    three_pages(neighbours.sales)
    table = await rows(gateway, LIST)
    assert [row["debt_id"] for row in table] == ["0", "1", "2", "3", "4", "5"]
    assert {row["note"] for row in table} == {'\'=1+1,"x"'}
    assert (table[0]["amount_minor"], table[0]["state"], table[0]["settled_at"]) == ("3000", "OPEN", "")
    asked = neighbours.sales.debts_asked
    assert [request.cursor for request in asked] == ["", "2", "4"]
    assert {(tuple(request.sites), tuple(request.states)) for request in asked} == {((SITE,), (pb.DEBT_STATE_OPEN,))}
    assert [row["debt_id"] for row in await rows(gateway, f"{LIST}&cursor=2")] == ["2", "3", "4", "5"]
    assert [row["debt_id"] for row in await rows(gateway, f"{LIST}&limit=2")] == ["0", "1"]


async def test_fields_within_fields_have_columns(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        answer = await http.get("/api/v1/payments?limit=1", headers={"Accept": "text/csv, application/json;q=0.5"})
        (row,) = csv.DictReader(answer.text.splitlines())
        document = (await http.get("/api/v1/payments?limit=1")).json()["items"][0]
    assert (row["payment_id"], row["card.last4"], row["test"]) == (document["payment_id"], "4242", "true")
    assert "card" not in row


async def test_who_prefers_json_has_it(gateway: RunningGateway, neighbours: Neighbours) -> None:
    three_pages(neighbours.sales)
    async with gateway.client() as http:
        for accept in ("*/*", "application/json", "application/json, text/csv", "text/csv;q=0", "text/csv;q=x", ""):
            answer = await http.get(LIST, headers={"Accept": accept})
            assert answer.headers["content-type"] == "application/json"


async def test_a_refusal_is_a_problem_document(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        answer = await http.get(f"{LIST}&limit=0", headers={"Accept": "text/csv"})
        single = await http.get("/api/v1/me", headers={"Accept": "text/csv"})
    assert (answer.status_code, answer.json()["reason"]) == (422, "InvalidInput")
    assert single.headers["content-type"] == "application/json"
