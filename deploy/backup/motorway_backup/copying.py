"""Making a copy: one instant, every database, the secrets; then restoring it beside the originals, to be sure."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from motorway_backup import encryption, figures, installation
from motorway_backup.cut import Cut, consistent_cut
from motorway_backup.manifest import NAME, File, Manifest
from motorway_backup.names import FIGURES, SECRETS, dump_of
from motorway_backup.postgresql import DATABASES, Server, dumping
from motorway_backup.proving import prove
from motorway_backup.store import Store

Say = Callable[[str], None]


@dataclass(frozen=True)
class Order:
    """`recipients` are those who may open it; `secrets`: where the installation keeps them."""

    server: Server
    store: Store
    recipients: list[Any]
    secrets: Path | None
    proven: bool = True


def copy(order: Order, say: Say) -> Manifest:
    """Raises NoCut, ProgramFailed, NotTheSame, NoInstallation, psycopg.Error, OSError; then there is no copy."""
    for_proof, public = encryption.new_identity()
    keys = [*order.recipients, *encryption.recipients(public)]
    with consistent_cut(order.server) as cut:
        say(f"one instant of {len(DATABASES)} databases, held for {cut.held_s * 1000:.0f} ms")
        name = cut.at.strftime(NAME)
        found = {database: figures.measured(cut.readers[database], database) for database in DATABASES}
        files = dict(_databases(order, cut, keys, say))
    files[FIGURES] = order.store.write(name, FIGURES, io.BytesIO(orjson.dumps(found)), keys)
    if order.secrets is not None:
        document = io.BytesIO(installation.packed(order.secrets))
        files[SECRETS] = order.store.write(name, SECRETS, document, keys)
    unread = Manifest(cut.at.replace(microsecond=0), _version(order.server), files, cut.held_s, order.proven)
    if order.proven:
        prove(order.server, order.store, unread, encryption.read_identity(for_proof), say)
    order.store.finish(unread)
    return unread


def _databases(order: Order, cut: Cut, keys: list[Any], say: Say) -> Mapping[str, File]:
    files = {}
    name = cut.at.strftime(NAME)
    for database in DATABASES:
        with dumping(order.server, database, cut.snapshots[database]) as source:
            files[dump_of(database)] = order.store.write(name, dump_of(database), source, keys)
        say(f"{database}: {files[dump_of(database)].size:,} bytes")
    return files


def _version(server: Server) -> str:
    with server.connect("postgres") as conn:
        (version,) = conn.execute("SHOW server_version").fetchone() or ("",)
    return str(version)
