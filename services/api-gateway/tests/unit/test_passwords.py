"""Rules of passwords."""

import time
from contextlib import nullcontext

import pytest
from api_gateway.domain.passwords import (
    MAX_CHARS,
    MIN_WITH_SECOND_FACTOR,
    PasswordContext,
    WeakPassword,
    normalised,
    strong_password,
)
from hypothesis import given, settings
from hypothesis import strategies as st

JO = PasswordContext("jo.smith", "Jo Smith", "jo.smith@example.com")
JO_WITH_SECOND_FACTOR = PasswordContext("jo.smith", second_factor=True, field="password")


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "ein Satz, den nur ich kenne",
        "3f9c0a7b12d4e5f60718",
        "       linden harbour    ",
        "Ünïcödé ist hier erlaubt ✓",
        "pfirsich" + "0123456789abcdef" * 8,
    ],
)
def test_long_and_unusual_ones_pass_whatever_they_are_made_of(password: str) -> None:
    assert strong_password(password, JO) == normalised(password)


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "fourteen chars",
        "x" * (MAX_CHARS + 1),
        "passwordpassword",
        "aaaaaaaaaaaaaaaaaaaa",
        "123456789012345678",
        "qwertyuiopasdfghjkl",
        "jo.smithjo.smith",
        "motorwaypetroleum1",
        "motorway petroleum",
        "Password123456!",
        "jennifer19841985",
        "MotorwayPetroleum2026"[:17],
        "abcabcabcabcabcabc",
    ],
)
def test_short_usual_and_obvious_ones_do_not(password: str) -> None:
    with pytest.raises(WeakPassword) as refused:
        strong_password(password, JO)
    assert refused.value.context["field"] == "new_password"


def test_beside_a_second_factor_eight_characters_are_enough_but_not_the_usual_ones() -> None:
    assert strong_password("tRq8#vLz", JO_WITH_SECOND_FACTOR) == "tRq8#vLz"
    for password in ("tRq8#vL", "password", "iloveyou1", "jo.smith", "p@$$w0rd", "!@#$%^&*()"):
        with pytest.raises(WeakPassword) as refused:
            strong_password(password, JO_WITH_SECOND_FACTOR)
        assert refused.value.context["field"] == "password"


def test_the_same_letters_of_another_keyboard_are_the_same() -> None:
    assert normalised("cafe\u0301 \ufb01n") == "caf\u00e9 fin"


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=MIN_WITH_SECOND_FACTOR - 1) | st.text(min_size=4 * MAX_CHARS))
def test_what_is_too_short_or_too_long_is_refused_in_every_alphabet(password: str) -> None:
    fits = MIN_WITH_SECOND_FACTOR <= len(normalised(password)) <= MAX_CHARS
    with nullcontext() if fits else pytest.raises(WeakPassword, match="characters"):
        strong_password(password, JO_WITH_SECOND_FACTOR)


def test_the_costliest_password_does_not_hold_up_everybody_else() -> None:
    started = time.process_time()
    strong_password("4@8({[<369&1!|70$5+%2z" * 4, JO)
    strong_password("@({[<!|$+%" * 8 + " and more of it", JO)
    assert time.process_time() - started < 2
