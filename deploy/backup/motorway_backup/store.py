"""Where copies lie: a folder, or an object store (S3 and what speaks like it, Google, Azure), named by a URL.

Keys of object stores come from their usual variables (`AWS_ACCESS_KEY_ID`, `AWS_ENDPOINT`, …), or the pod's identity.
"""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

import obstore
from obstore.store import LocalStore, from_url

from motorway_backup import encryption, manifest
from motorway_backup.manifest import File, Manifest

BLOCK = 1024 * 1024


class Missing(Exception):
    """There is no such copy, or a part of it is gone."""


class Store:
    """Raises obstore's exceptions where the store cannot be reached."""

    def __init__(self, url: str) -> None:
        self.url = url
        if "://" in url and not url.startswith("file://"):
            self._store: Any = from_url(url)
        else:
            folder = Path(url.removeprefix("file://"))
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._store = LocalStore(prefix=folder)

    def write(self, copy: str, name: str, source: IO[bytes], keys: Sequence[Any]) -> File:
        """Encrypt what comes out of `source` on its way there; nothing of it lies in the clear anywhere."""
        writer = obstore.open_writer(self._store, f"{copy}/{name}")
        counted = _Counted(writer)
        encryption.encrypt(source, counted, keys)
        writer.close()
        return File(counted.size, counted.digest.hexdigest())

    def read(self, copy: str, name: str, target: IO[bytes], keys: Sequence[Any]) -> None:
        """Decrypt into `target`. Raises Missing, WrongKey, OSError."""
        encryption.decrypt(_Blocks(self._opened(copy, name)), target, keys)

    def looked_at(self, copy: str, name: str) -> File:
        """Size and hash of what lies there now. Raises Missing."""
        digest, size, reader = hashlib.sha256(), 0, self._opened(copy, name)
        while block := bytes(reader.read(BLOCK)):
            digest.update(block)
            size += len(block)
        return File(size, digest.hexdigest())

    def _opened(self, copy: str, name: str) -> Any:
        try:
            return obstore.open_reader(self._store, f"{copy}/{name}")
        except FileNotFoundError as error:
            raise Missing(f"{copy}/{name} is not in {self.url}") from error

    def finish(self, done: Manifest) -> None:
        obstore.put(self._store, f"{done.name}/{manifest.FILE}", manifest.encode(done))

    def manifest(self, copy: str) -> Manifest:
        """Raises Missing, BadManifest."""
        try:
            return manifest.decode(bytes(obstore.get(self._store, f"{copy}/{manifest.FILE}").bytes()))
        except FileNotFoundError as error:
            raise Missing(f"{self.url} has no complete copy {copy}") from error

    def copies(self) -> list[str]:
        """Names of complete copies, newest first."""
        return sorted({copy for copy, name in self._files() if name == manifest.FILE}, reverse=True)

    def remove(self, copy: str) -> None:
        """The manifest first: half a copy is none."""
        names = sorted((name for of, name in self._files() if of == copy), key=lambda name: name != manifest.FILE)
        for name in names:
            obstore.delete(self._store, f"{copy}/{name}")

    def _files(self) -> Iterator[tuple[str, str]]:
        for page in obstore.list(self._store):
            for found in page:
                copy, _, name = str(found["path"]).partition("/")
                if name:
                    yield copy, name


class _Counted:
    """Counts and hashes what goes through."""

    def __init__(self, target: Any) -> None:
        self._target, self.digest, self.size = target, hashlib.sha256(), 0

    def write(self, block: bytes) -> int:
        self.digest.update(block)
        self.size += len(block)
        self._target.write(block)
        return len(block)

    def flush(self) -> None:
        """The store is told at the end."""


class _Blocks:
    """Of obstore's own kind of bytes, plain ones."""

    def __init__(self, source: Any) -> None:
        self._source = source

    def read(self, size: int = BLOCK) -> bytes:
        return bytes(self._source.read(size))
