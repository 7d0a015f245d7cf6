"""Addresses, entity tags, preconditions and bodies, without a server."""

import orjson
import pytest
from api_gateway.edge.addresses import counted_address
from api_gateway.edge.entity_tags import is_known, tag_of
from api_gateway.http_api.preconditions import PreconditionFailed, expected_version, require_version
from api_gateway.settings import Settings
from motorway_kit.errors import InvalidInput
from pydantic import ValidationError
from starlette.requests import Request


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::1", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
        ("no address", "no address"),
        ("x" * 1000, "x" * 64),
    ],
)
def test_what_counts_as_one_address(address: str, counted: str) -> None:
    assert counted_address(address) == counted


def test_a_trusted_proxy_that_is_no_network_is_refused_at_the_start() -> None:
    with pytest.raises(ValidationError, match="trusted_proxies"):
        Settings.model_validate({"trusted_proxies": "10.0.0.0/8, proxy.example"})


@pytest.mark.parametrize(
    ("document", "tag"),
    [
        ({"site_id": "a", "version": 3}, '"3"'),
        ({"version": 12, "items": []}, '"12"'),
        ({"items": [{"version": 3}]}, None),
        ({"version": "3.1.0"}, None),
        ([{"version": 3}], None),
        ({"name": 'a "version": 3'}, None),
    ],
)
def test_a_document_with_a_version_is_tagged_with_it_and_others_with_their_content(
    document: object, tag: str | None
) -> None:
    made = tag_of(orjson.dumps(document))
    assert made == tag if tag else made.startswith('W/"')
    assert made == tag_of(orjson.dumps(document))


def test_another_content_has_another_tag() -> None:
    assert tag_of(b"[1]") != tag_of(b"[2]")


@pytest.mark.parametrize(
    ("tag", "sent", "known"),
    [
        ('"3"', '"3"', True),
        ('"3"', 'W/"3"', True),
        ('W/"a"', '"b", W/"a"', True),
        ('"3"', "*", True),
        ('"3"', '"33"', False),
        ('"3"', "", False),
    ],
)
def test_if_none_match_compares_weakly(tag: str, sent: str, known: bool) -> None:
    assert is_known(tag, sent) is known


def request(if_match: str | None) -> Request:
    headers = [] if if_match is None else [(b"if-match", if_match.encode())]
    return Request({"type": "http", "method": "PUT", "path": "/", "headers": headers})


@pytest.mark.parametrize(("sent", "version"), [(None, None), ("*", None), ('"7"', 7), (' "7" ', 7)])
def test_if_match_names_a_version(sent: str | None, version: int | None) -> None:
    assert expected_version(request(sent)) == version
    require_version(request(sent), 7)


@pytest.mark.parametrize("sent", ['"6"', '"abc"', 'W/"7"', '""'])
def test_another_version_is_a_failed_precondition(sent: str) -> None:
    with pytest.raises(PreconditionFailed) as failed:
        require_version(request(sent), 7)
    assert failed.value.http_status == 412


@pytest.mark.parametrize("sent", ["7", '"7', '"6", "7"', "x"])
def test_what_is_no_entity_tag_is_an_invalid_input(sent: str) -> None:
    with pytest.raises(InvalidInput, match="in quotes"):
        expected_version(request(sent))
