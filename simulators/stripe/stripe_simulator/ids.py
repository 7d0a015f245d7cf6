"""Identifiers of the shape that Stripe's have: a prefix, and letters and digits."""

import base64
import os


def new_id(prefix: str, length: int = 24) -> str:
    """`pi_…`."""
    return f"{prefix}_{_letters(length)}"


def new_secret(of: str) -> str:
    """The client secret of an intent."""
    return f"{of}_secret_{_letters(25)}"


def _letters(length: int) -> str:
    return base64.b64encode(os.urandom(length), b"0A")[:length].decode()
