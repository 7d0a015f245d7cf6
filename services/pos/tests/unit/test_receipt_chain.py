from dataclasses import replace

import pytest
from pos.domain.receipt_chain import GENESIS, Link, SeriesCheck, Verified, canonical, link


def a_series(count: int) -> list[Link]:
    links: list[Link] = []
    last = GENESIS
    for number in range(1, count + 1):
        said = {"number": number, "series": "m25-cobham/1", "kind": "RECEIPT"}
        content = canonical({**said, "total_minor": 100 * number, "seller": "Müller & Söhne"})
        links.append(Link(number, content, last, link(last, content), said))
        last = links[-1].hash
    return links


def verified(links: list[Link], last_number: int, last_hash: bytes) -> Verified:
    check = SeriesCheck()
    check.add_all(links)
    return check.verified(last_number, last_hash)


def test_canonical_content_is_sorted_without_spaces_in_utf_8() -> None:
    assert canonical({"b": 1, "a": ["é", None]}) == '{"a":["é",null],"b":1}'
    assert link(GENESIS, "é") == link(GENESIS, "é") != link(b"\x01" * 32, "é")


@pytest.mark.parametrize("count", [0, 1, 5])
def test_a_series_as_it_was_issued_is_whole(count: int) -> None:
    links = a_series(count)
    assert verified(links, count, links[-1].hash if links else GENESIS) == Verified(count)


@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_changed_content_is_found_where_it_is(number: int) -> None:
    links = a_series(5)
    end = links[-1].hash
    changed = links[number - 1]
    links[number - 1] = replace(changed, content=changed.content.replace("total_minor", "total_minus"))
    assert verified(links, 5, end).broken_number == number


def test_a_changed_content_with_its_own_hash_is_found_at_the_next() -> None:
    links = a_series(5)
    end, content = links[-1].hash, links[2].content.replace("300", "3")
    links[2] = replace(links[2], content=content, hash=link(links[2].previous_hash, content))
    assert verified(links, 5, end) == Verified(5, 4, "it does not continue the receipt before it")


@pytest.mark.parametrize(("gone", "problem"), [(1, "number 1 is missing"), (3, "number 3 is missing")])
def test_a_missing_number_is_named(gone: int, problem: str) -> None:
    links = a_series(5)
    end = links[-1].hash
    del links[gone - 1]
    assert verified(links, 5, end) == Verified(4, gone, problem)


def test_a_missing_end_is_named() -> None:
    links = a_series(5)
    assert verified(links[:3], 5, links[-1].hash).broken_number == 4
    assert verified(links, 5, links[3].hash).broken_number == 6


def test_a_receipt_that_is_filed_as_another_is_found() -> None:
    links = a_series(3)
    links[1] = replace(links[1], said={**links[1].said, "kind": "CREDIT"})
    assert verified(links, 3, links[-1].hash) == Verified(3, 2, "it is filed as another receipt than it is")
