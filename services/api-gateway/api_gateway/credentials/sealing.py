"""Secrets at rest: sealed with AES-256-GCM, or kept as a keyed hash. Both keys are derived from `key_secret`."""

import hmac
import os
from collections.abc import Iterable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12
KEY_BYTES = 32


class SealBroken(ValueError):
    """Not sealed by this secret for this context, or changed since."""


class Sealer:
    """Seals and opens what is secret at rest; its context (`totp/<user id>`) must be the same for both."""

    def __init__(self, secret: str) -> None:
        self._cipher = AESGCM(_derived(secret, b"motorway seal"))
        self._mac_key = _derived(secret, b"motorway fingerprint")

    def seal(self, data: bytes, context: str) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, data, context.encode())

    def open(self, sealed: bytes, context: str) -> bytes:
        """Raises SealBroken."""
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context.encode())
        except (InvalidTag, ValueError) as error:
            raise SealBroken(f"cannot be opened with this key_secret: {context}") from error

    def fingerprint(self, context: str, parts: Iterable[bytes]) -> bytes:
        """HMAC-SHA-256 of the parts, each with its length, so that they cannot be shifted into each other."""
        mac = hmac.new(self._mac_key, context.encode() + b"\0", "sha256")
        for part in parts:
            mac.update(len(part).to_bytes(8, "big") + part)
        return mac.digest()


def _derived(secret: str, purpose: bytes) -> bytes:
    """A key of its own for each purpose (RFC 5869)."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose).derive(secret.encode())
