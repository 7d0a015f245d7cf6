"""Identifiers of the shape that Stripe's have: a prefix and 24 letters and digits."""

import random

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_random = random.SystemRandom()
_fast = random.Random(_random.getrandbits(128))


def new_id(prefix: str, length: int = 24) -> str:
    """`pi_…`; not a secret."""
    return f"{prefix}_{''.join(_fast.choices(_ALPHABET, k=length))}"


def new_secret(of: str) -> str:
    """The client secret of an intent."""
    return f"{of}_secret_{''.join(_random.choices(_ALPHABET, k=25))}"
