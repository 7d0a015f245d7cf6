"""`motorway audit`: what was done, and the proof that nobody changed the record of it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from motorway_access.chain import Finding, IsSealed, Kind
from motorway_access.tokens import Verifier
from rich.markup import escape

from motorway_cli import connection
from motorway_cli.audit_check import Day, checked
from motorway_cli.audit_sources import Api, Database, File, Source, Unreadable, exported
from motorway_cli.connection import Failed
from motorway_cli.telling import NOT_POSSIBLE, NOT_SO, console, errors, told_failures

app = typer.Typer(no_args_is_help=True, help="The audit trail.")
UNREADABLE: dict[type[Exception], int] = {Unreadable: NOT_SO}
DAY = ["%Y-%m-%d"]
From = Annotated[datetime | None, typer.Option("--from", formats=DAY, help="First day (UTC); default: the first")]
To = Annotated[datetime | None, typer.Option("--to", formats=DAY, help="Last day (UTC), included; default: today")]
HomeOption = Annotated[Path | None, typer.Option("--home", help="Home of a local platform; default: .local")]


class Format(StrEnum):
    NDJSON = "ndjson"
    CSV = "csv"


@app.command()
def verify(  # noqa: PLR0913 - the options of a command
    *,
    first: From = None,
    last: To = None,
    database_url: Annotated[str, typer.Option(help="Read the tables of the api-gateway instead of asking it")] = "",
    file: Annotated[Path | None, typer.Option(help="Read an export (NDJSON) instead")] = None,
    keys: Annotated[Path | None, typer.Option(help="Public keys of the seals (PEM), former ones too")] = None,
    home: HomeOption = None,
) -> None:
    """Compute the hash chain anew; name every record that was altered, removed or inserted.

    Exit status: 0 intact, 1 not intact, 2 could not be checked.
    """
    with told_failures(UNREADABLE):
        is_sealed = _seals(keys, home)
        with _source(database_url, file, home) as source:
            days = list(_shown(checked(source, _text(first), _text(last), is_sealed)))
    _verdict(days, _text(first))
    raise typer.Exit(NOT_SO if any(day.findings for day in days) else 0)


@app.command()
def export(
    first: From = None,
    last: To = None,
    form: Annotated[
        Format, typer.Option("--format", help="NDJSON can be verified, CSV is for a spreadsheet")
    ] = Format.NDJSON,
    output: Annotated[Path | None, typer.Option(help="Default: standard output")] = None,
    home: HomeOption = None,
) -> None:
    """Write the records of whole days, oldest first."""
    with (
        told_failures(UNREADABLE),
        connection.signed_in(connection.known(home)) as client,
        exported(client, _text(first), _text(last), form) as answer,
        output.open("wb") if output else nullcontext(sys.stdout.buffer) as out,
    ):
        for chunk in answer.iter_bytes():
            out.write(chunk)


@contextmanager
def _source(database_url: str, file: Path | None, home: Path | None) -> Iterator[Source]:
    if file:
        yield File(file)
    elif database_url:
        yield Database(database_url)
    else:
        with connection.signed_in(connection.known(home)) as client:
            yield Api(client)


def _seals(keys: Path | None, home: Path | None) -> IsSealed:
    """Who checks a seal: with keys that we have, not with those that somebody gives us with the records."""
    named = keys or connection.known(home).get("MOTORWAY_AUDIT_KEYS_FILE")
    if not named:
        raise Failed("say with --keys which public keys seal the audit")
    try:
        return Verifier.load(Path(named)).is_sealed
    except (OSError, ValueError) as error:
        raise Failed(f"{named}: {error}") from error


def _text(day: datetime | None) -> str:
    return day.date().isoformat() if day else ""


def _shown(days: Iterator[Day]) -> Iterator[Day]:
    """Passes on every day, and says what is wrong with it."""
    with errors.status("reading the audit") as status:
        for day in days:
            status.update(f"{day.day} is checked")
            for found in day.findings:
                _tell(day, found)
            yield day


def _tell(day: Day, found: Finding) -> None:
    record = f" [bold]{escape(found.record_id)}[/]" if found.record_id else ""
    where = f"{escape(found.day or day.day)}{record}"
    console.print(f"[red]{found.kind:8}[/] {where} {escape(found.detail)}", highlight=False)


def _is_headless(day: Day) -> bool:
    return any(found.kind is Kind.UNSEALED and not found.sequence for found in day.findings)


def _verdict(days: list[Day], first: str) -> None:
    if not days:
        errors.print("[yellow]![/] there are no records: nothing was checked")
        raise typer.Exit(NOT_POSSIBLE)
    extent = f"{sum(day.records for day in days):,} records, {days[0].day} to {days[-1].day}"
    damaged = sum(bool(day.findings) for day in days)
    if damaged:
        console.print(f"[red]✗ not intact[/]: {extent}, {damaged} of {len(days)} days", highlight=False)
        if all(_is_headless(day) for day in days):
            console.print("  no day has a head: is this the export of somebody who may read some sites only?")
        return
    console.print(f"[green]✓ intact[/]: {extent}", highlight=False)
    if first:
        console.print(f"  what came before {first} was not looked at", highlight=False)
    console.print(f"  the last hash is {days[-1].last_hash}", highlight=False)
