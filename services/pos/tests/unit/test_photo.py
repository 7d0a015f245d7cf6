import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from motorway_kit.errors import InvalidInput
from pos.domain.debt import DebtKind, Seen, sound_seen
from pos.domain.photo import MAX_BYTES, PhotoNotWanted, TooManyPhotos, mark_of, require_room, require_wanted, type_of
from pos.domain.sale import Clearing, Sale, SaleState
from pos.domain.ticket import cleared

from .ticket_samples import ANN, fuelled, shop

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
WEBP = b"RIFF\x0a\x00\x00\x00WEBPVP8 "


@pytest.mark.parametrize(("begins", "kind"), [(JPEG, "image/jpeg"), (PNG, "image/png"), (WEBP, "image/webp")])
def test_what_a_picture_is_stands_in_its_first_bytes(begins: bytes, kind: str) -> None:
    assert type_of(begins + os.urandom(20)) == kind


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a", b"%PDF-1.7", b"<svg xmlns='x'>", b" " + JPEG, PNG[:6], b"RIFF\x0a\x00\x00\x00WAVEfmt ", b"BM"],
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidInput) as caught:
        type_of(content)
    assert caught.value.context["field"] == "photo"


def test_a_picture_has_at_most_two_mebibytes() -> None:
    whole = JPEG.ljust(MAX_BYTES, b"\0")
    assert type_of(whole) == "image/jpeg"
    with pytest.raises(InvalidInput, match="at most 2 MiB"):
        type_of(whole + b"\0")


@given(content=st.binary(max_size=64))
@settings(max_examples=100)
def test_any_bytes_are_a_known_kind_or_refused(content: bytes) -> None:
    try:
        assert type_of(content) in {"image/jpeg", "image/png", "image/webp"}
    except InvalidInput as error:
        assert error.context["field"] == "photo"  # noqa: PT017
    assert mark_of(content) == mark_of(bytes(content))


def paid() -> Sale:
    return cleared(fuelled(), ANN, Clearing.PAID)


def test_pictures_are_of_those_who_owe_for_fuel() -> None:
    require_wanted(fuelled(), owed=False)
    require_wanted(paid(), owed=True)
    for sale in (paid(), shop(), fuelled(0), fuelled(state=SaleState.FUELLING)):
        with pytest.raises(PhotoNotWanted):
            require_wanted(sale, owed=False)


def test_a_sale_has_at_most_four() -> None:
    require_room(3, "s")
    with pytest.raises(TooManyPhotos):
        require_room(4, "s")


def test_a_kept_picture_stands_for_the_registration() -> None:
    with pytest.raises(InvalidInput):
        sound_seen(DebtKind.DRIVE_OFF, Seen())
    assert sound_seen(DebtKind.DRIVE_OFF, Seen(), photographed=True) == Seen()
    with pytest.raises(InvalidInput):
        sound_seen(DebtKind.NO_MEANS, Seen(), photographed=True)
