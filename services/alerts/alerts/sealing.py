"""Secrets at rest, sealed with AES-256-GCM under a key derived from `key_secret`."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from motorway_kit.errors import Conflict
from pydantic import SecretStr

NONCE_BYTES, KEY_BYTES = 12, 32


class SealBroken(Conflict):
    """Not sealed by this key for this use, or changed since."""


class Sealer:
    """`use` (`channel/ops-mail`) must be the same for sealing and opening."""

    def __init__(self, secret: SecretStr) -> None:
        key = HKDF(SHA256(), KEY_BYTES, salt=None, info=b"motorway alerts seal")
        self._cipher = AESGCM(key.derive(secret.get_secret_value().encode()))

    def seal(self, text: str, use: str) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, text.encode(), use.encode())

    def open(self, sealed: bytes, use: str) -> str:
        """Raises SealBroken."""
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], use.encode()).decode()
        except (InvalidTag, ValueError) as error:
            raise SealBroken("a secret cannot be opened with this key_secret", use=use) from error
