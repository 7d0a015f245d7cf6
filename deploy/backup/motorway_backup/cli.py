"""Copies of an installation: make them, look at them, prove them, restore them."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import psycopg
import typer
from motorway_local.credentials import load_or_make
from motorway_local.platform import CODE, Home, default_home
from motorway_local.steps import Failed, Steps
from motorway_local.user import become_unprivileged
from obstore.exceptions import BaseError
from rich.console import Console

from motorway_backup import encryption, installation, machine, restoring
from motorway_backup.copying import Order, copy
from motorway_backup.cut import NoCut
from motorway_backup.keeping import remove_old
from motorway_backup.manifest import BadManifest
from motorway_backup.postgresql import ProgramFailed, Server
from motorway_backup.proving import NotTheSame, intact, prove, secrets_of
from motorway_backup.recording import record
from motorway_backup.retention import BadRule, parse
from motorway_backup.store import Missing, Store

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_show_locals=False)
SITES = CODE / "deploy" / "local" / "sites.yaml"
KEEP = "7d 5w 12m"
EXPECTED = (
    NoCut,
    ProgramFailed,
    NotTheSame,
    Missing,
    BadManifest,
    BadRule,
    encryption.WrongKey,
    installation.NoInstallation,
    machine.NeverStarted,
    machine.OtherSecrets,
    restoring.NotEmpty,
    restoring.InUse,
    psycopg.Error,
    BaseError,
    OSError,
)
HomeOption = Annotated[
    Path | None, typer.Option("--home", help="Of a platform of `make up`, instead of ADMIN_DATABASE_URL")
]
StoreOption = Annotated[
    str, typer.Option("--store", envvar="BACKUP_STORE", help="Folder, or s3://bucket/prefix and the like")
]
KeyOption = Annotated[
    Path | None, typer.Option("--identity", envvar="BACKUP_IDENTITY_FILE", help="File with the private key")
]
NameOption = Annotated[str, typer.Option("--name", help="Which copy; default: the newest")]


def say(text: str) -> None:
    typer.echo(text)


@contextmanager
def told() -> Iterator[None]:
    """What went wrong, in one line and a status, not as a trace."""
    try:
        yield
    except Failed:
        raise typer.Exit(1) from None
    except EXPECTED as error:
        typer.echo(f"✗ {type(error).__name__}: {error}", err=True)
        raise typer.Exit(1) from error


@app.command()
def key() -> None:
    """Make a key pair: the public key belongs to BACKUP_RECIPIENTS, the private one where no copy lies."""
    private, public = encryption.new_identity()
    typer.echo(f"# public key: {public}\n{private}")


@app.command()
def backup(
    store: StoreOption,
    home: HomeOption = None,
    recipients: Annotated[str, typer.Option(envvar="BACKUP_RECIPIENTS", help="Public keys, age1…")] = "",
    secrets: Annotated[Path | None, typer.Option(help="Where the setup keeps what it made: folder or file")] = None,
    *,
    proof: Annotated[bool, typer.Option(help="Restore it beside the originals and count")] = True,
) -> None:
    """Copy every database at one instant, and the secrets; encrypt, prove, keep what BACKUP_KEEP says (7d 5w 12m)."""
    with told():
        rule, place = parse(os.environ.get("BACKUP_KEEP", KEEP)), _as_home(home)
        if place is not None:
            file, public = machine.own_key(place)
            recipients, secrets = recipients or public, secrets or place.path
            say(f"its private key is in {file}: keep it elsewhere too, no copy can be opened without it")
        order = Order(_server(place), Store(store), encryption.recipients(recipients), secrets, proof)
        done = copy(order, say)
        record(order.server, done)
        removed = remove_old(order.store, rule)
    say(f"✓ {done.name}: {done.size:,} bytes in {store}" + (f"; removed {', '.join(removed)}" if removed else ""))


@app.command(name="list")
def list_copies(store: StoreOption) -> None:
    """Every complete copy, newest first."""
    with told():
        place = Store(store)
        for name in place.copies():
            found = place.manifest(name)
            say(f"{name}  {found.size:>15,} bytes  {'proven' if found.proven else 'not proven'}")


@app.command()
def verify(store: StoreOption, name: NameOption = "", identity: KeyOption = None, home: HomeOption = None) -> None:
    """Compare every file with its hash; with the private key, restore it beside the databases of a server and count."""
    with told():
        place, key_file = _as_home(home), identity
        if place is not None:
            key_file = key_file or machine.own_key(place)[0]
        copies = Store(store)
        found = copies.manifest(name or _newest(copies))
        if key_file is None:
            intact(copies, found)
        else:
            prove(_server(place), copies, found, encryption.identities(key_file), say)
    say(f"✓ {found.name}: {len(found.files)} files are whole" + ("" if key_file is None else " and can be restored"))


@app.command()
def restore(
    store: StoreOption,
    name: NameOption = "",
    identity: KeyOption = None,
    home: HomeOption = None,
    *,
    replace: Annotated[bool, typer.Option(help="Where there is something, keep it under another name")] = False,
) -> None:
    """Put a copy in the place of what is gone. The services must be stopped; on one machine this stops them."""
    with told():
        place = _as_home(home)
        key_file = identity or (machine.own_key(place)[0] if place is not None else None)
        if key_file is None:
            raise encryption.WrongKey("say which private key opens it: --identity")
        keys, copies = encryption.identities(key_file), Store(store)
        found = copies.manifest(name or _newest(copies))
        if place is not None:
            intact(copies, found)
            machine.take_secrets(place, secrets_of(copies, found, keys), replace=replace)
            machine.start_engines(place, SITES.read_text(), Steps(Console()))
        passwords = load_or_make(place / "secrets.json") if place else restoring.passwords_of(os.environ)
        restoring.restore((_server(place), passwords), (copies, found), keys, say, replace=replace)
    say(f"✓ restored as of {found.at:%Y-%m-%d %H:%M:%S} UTC; start the services now" + (": make up" if place else ""))


@app.command()
def secrets(
    store: StoreOption,
    to: Annotated[Path, typer.Option(help="A folder without secrets; - prints the document that Kubernetes keeps")],
    name: NameOption = "",
    identity: KeyOption = None,
) -> None:
    """Take the secrets out of a copy, for an installation that lost its own."""
    with told():
        if identity is None:
            raise encryption.WrongKey("say which private key opens it: --identity")
        copies = Store(store)
        document = secrets_of(copies, copies.manifest(name or _newest(copies)), encryption.identities(identity))
        if str(to) == "-":
            sys.stdout.buffer.write(document)
        else:
            installation.unpacked(document, to)


def _newest(copies: Store) -> str:
    for name in copies.copies():
        return name
    raise Missing(f"{copies.url} has no complete copy")


def _as_home(home: Path | None) -> Home | None:
    """The platform of that home, as its user; None where a server is named by ADMIN_DATABASE_URL."""
    if home is None and "ADMIN_DATABASE_URL" in os.environ:
        return None
    place = Home((home or default_home()).resolve())
    become_unprivileged(place.path, CODE)
    return place


def _server(place: Home | None) -> Server:
    return machine.server(place) if place is not None else Server(os.environ["ADMIN_DATABASE_URL"])
