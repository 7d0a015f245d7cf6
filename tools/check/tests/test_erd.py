"""Diagrams of databases: what is read from a real one, where tables stand, and what is found out of date."""

import re
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from tools.check.erd import check
from tools.check.tests.conftest import Tree
from tools.docs.erd import write
from tools.docs.erd_layout import Box, lay_out
from tools.docs.erd_schema import Column, Reference, Schema, Table
from tools.docs.erd_svg import svg
from tools.docs.erd_text import page

MIGRATION = "services/shop/shop/migrations/0001_pre_shop.sql"
SQL = """\
CREATE TABLE customer (customer_id uuid PRIMARY KEY, name text NOT NULL UNIQUE, met timestamptz);

-- What somebody bought.
-- One row a purchase.
CREATE TABLE purchase (
    customer_id uuid NOT NULL REFERENCES customer,
    number      integer NOT NULL,
    gift_for    uuid REFERENCES customer,
    PRIMARY KEY (customer_id, number)
);
CREATE TABLE entry (time timestamptz NOT NULL, amount numeric(9,2)) PARTITION BY RANGE (time);
CREATE TABLE entry_2026 PARTITION OF entry FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE VIEW newest AS SELECT max(time) AS time FROM entry;
"""


def table(name: str, *targets: str) -> Table:
    columns = (Column("key", "uuid", is_primary=True), *(_column(target) for target in targets))
    references = tuple(Reference((f"{one}_key",), one, ("key",), optional=False, single=False) for one in targets)
    return Table(name, columns, references, is_partitioned=False, about="")


def _column(target: str) -> Column:
    return Column(f"{target}_key", "uuid", is_foreign=True)


def schema(*tables: Table) -> Schema:
    return Schema("shop", tables, ())


DIAMOND = schema(table("site"), table("grade", "site"), table("tank", "site", "grade"), table("alone"))
CIRCLE = schema(table("one", "two"), table("two", "one"), table("self", "self"))


def test_a_migrated_database_is_described(tree: Tree) -> None:
    root = tree({MIGRATION: SQL, "docs/README.md": ""})
    write(root)
    text = (root / "docs/erd/shop.md").read_text()
    assert '        uuid gift_for FK "null"\n' in text
    assert "        text name UK\n" in text
    assert '        numeric(9_2) amount "null"\n' in text
    assert '    customer ||--o{ purchase : "customer_id"\n    customer |o--o{ purchase : "gift_for"\n' in text
    assert "| `purchase` | `customer_id`, `number` | What somebody bought. One row a purchase. |" in text
    assert "| `entry` |  | range partitions by time |" in text
    assert "Views: `newest`." in text
    assert not re.search("entry_2026|outbox {|schema_migration", text)
    assert "`customer`, `entry`, `purchase`" in (root / "docs/erd/README.md").read_text()


def test_drift_is_found_until_it_is_written(tree: Tree) -> None:
    root = tree({MIGRATION: SQL, "docs/README.md": ""})
    write(root)
    assert check(root).ok
    tree(
        {
            "services/shop/shop/migrations/0002_pre_more.sql": "ALTER TABLE customer ADD email text;",
            "docs/erd/gone.svg": "",
        }
    )
    assert check(root).output.splitlines() == [
        "docs/erd/shop.md is not what `make docs` writes",
        "docs/erd/shop.svg is not what `make docs` writes",
        "docs/erd/gone.svg is not what `make docs` writes",
    ]
    write(root)
    assert check(root).ok


def test_a_migration_that_fails_is_told(tree: Tree) -> None:
    outcome = check(tree({MIGRATION: "CREATE TABEL oops ();"}))
    assert not outcome.ok
    assert 'syntax error at or near "TABEL"' in outcome.output


@pytest.mark.parametrize("drawn", [DIAMOND, CIRCLE, schema(), schema(table("alone"))])
def test_tables_and_lanes_never_overlap(drawn: Schema) -> None:
    layout = lay_out(drawn)
    boxes = [*layout.boxes, *(lane for line in layout.lines for lane in line.boxes[1:-1])]
    assert {box.name for box in layout.boxes} == {one.name for one in drawn.tables}
    assert not [(a.name, b.name) for a, b in combinations(boxes, 2) if _overlap(a, b)]
    assert all(box.x + box.width <= layout.width and box.y + box.height <= layout.height for box in boxes)


def _overlap(a: Box, b: Box) -> bool:
    return a.x < b.x + b.width and b.x < a.x + a.width and a.y < b.y + b.height and b.y < a.y + a.height


def test_what_is_referred_to_stands_to_the_left() -> None:
    places = {box.name: box.x for box in lay_out(DIAMOND).boxes}
    assert places["site"] < places["grade"] < places["tank"]
    assert places["alone"] == places["site"]


@pytest.mark.parametrize("drawn", [DIAMOND, CIRCLE])
def test_the_drawing_is_svg_with_a_line_for_each_foreign_key(drawn: Schema) -> None:
    lines = [node for node in ET.fromstring(svg(drawn)).iter() if "marker-start" in node.attrib]
    assert len(lines) == sum(len(one.references) for one in drawn.tables)
    assert svg(drawn) == svg(drawn)


def test_words_of_a_comment_cannot_break_the_page_or_the_drawing() -> None:
    drawn = schema(Table("odd", (), (), is_partitioned=False, about="a | b < c & d"))
    assert "a \\| b < c & d" in page(drawn)
    ET.fromstring(svg(drawn))
