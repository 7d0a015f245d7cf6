"""Forms are read as the SDK writes them."""

from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stripe._encode import _api_encode
from stripe_simulator.errors import InvalidRequest
from stripe_simulator.http_api import forms, schemas

NAMES = st.text("abcdefgh_", min_size=1, max_size=8)
VALUES: Any = st.recursive(
    st.text(min_size=1, max_size=8),
    lambda inner: st.dictionaries(NAMES, inner, min_size=1, max_size=3) | st.lists(inner, min_size=1, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(NAMES, VALUES, max_size=4))
def test_what_the_sdk_encodes_is_read_back(params: dict[str, Any]) -> None:
    text = urlencode(list(_api_encode(params)))
    assert forms.decode(text.encode()) == params


def test_keys_of_metadata_may_be_numbers() -> None:
    assert forms.decode(b"metadata[0]=a&metadata[1]=b") == {"metadata": {"0": "a", "1": "b"}}


def test_lists_may_be_unnumbered() -> None:
    assert forms.decode(b"expand[]=a&expand[]=b") == {"expand": ["a", "b"]}


@pytest.mark.parametrize("text", [b"amount", b"a=1&a[b]=2", b"\xff=1"])
def test_what_is_no_form_is_refused(text: bytes) -> None:
    with pytest.raises(InvalidRequest):
        forms.decode(text)


@pytest.mark.parametrize(
    ("text", "param"),
    [
        (b"amount=1&currency=gbp&payment_method_options[card][colour]=red", "payment_method_options[card][colour]"),
        (b"amount=1&currency=gbp&automatic_payment_methods[enabled]=perhaps", "automatic_payment_methods[enabled]"),
        (b"amount=1&currency=gbp&api_key=sk", "api_key"),
    ],
)
def test_a_wrong_parameter_is_named_by_its_path(text: bytes, param: str) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        schemas.checked("PaymentIntentCreateParams", forms.decode(text))
    assert refusal.value.param == param
