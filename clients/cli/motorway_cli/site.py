"""`motorway site`: the configuration of sites, as files."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

import httpx
import typer
from rich.markup import escape

from motorway_cli import connection
from motorway_cli.connection import Failed, require_ok
from motorway_cli.site_changes import Change, changes
from motorway_cli.site_files import Document, SiteFile, read, written
from motorway_cli.telling import NOT_SO, console, errors, told_failures

app = typer.Typer(no_args_is_help=True, help="The configuration of sites.")
HomeOption = Annotated[Path | None, typer.Option("--home", help="Home of a local platform; default: .local")]
COLOURS = {"+": "green", "-": "red", "~": "yellow"}
COLUMNS = ("site", "name", "time zone", "currency", "pumps", "tanks", "version")
UNPROCESSABLE, PRECONDITION_FAILED = 422, 412


@dataclass(frozen=True)
class Plan:
    """What applying the file would make of a site; `stored` is None when it would be new."""

    file: SiteFile
    wanted: Document
    stored: Document | None

    @property
    def changes(self) -> list[Change]:
        before = {name: value for name, value in (self.stored or {}).items() if name != "version"}
        return [change for change in changes(before, self.wanted) if change.path != "version"]

    @property
    def changes_something(self) -> bool:
        return self.stored is None or bool(self.changes)


@app.command("list")
def list_(home: HomeOption = None) -> None:
    """Sites that you may see."""
    with told_failures(), connection.signed_in(connection.known(home)) as client:
        rows = [COLUMNS, *map(_row, _all(client))]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        typer.echo("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())


@app.command()
def export(
    site: Annotated[str, typer.Argument(help="Site id")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Default: standard output")] = None,
    home: HomeOption = None,
) -> None:
    """Write the configuration of a site as YAML, which can be changed and applied."""
    with told_failures(), connection.signed_in(connection.known(home)) as client:
        text = written(_asked(client.get(_path(site))))
        if output is None:
            typer.echo(text, nl=False)
            return
        try:
            output.write_text(text, encoding="utf-8")
        except OSError as error:
            raise Failed(f"{output}: {error.strerror}") from error


@app.command()
def apply(
    file: Annotated[Path, typer.Argument(help="YAML: one site, or a list of them under `sites`")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask")] = False,
    home: HomeOption = None,
) -> None:
    """Make sites as the file says. All of it is checked before anything is changed.

    Exit status: 0 the sites are as the file says, 1 they are not (--dry-run, or you said no), 2 it could not be done.
    """
    with told_failures(), connection.signed_in(connection.known(home)) as client:
        plans = _planned(client, read(file))
        for plan in plans:
            _tell(plan)
        due = [plan for plan in plans if plan.changes_something]
        if due and (dry_run or not (yes or typer.confirm("Apply?", err=True))):
            raise typer.Exit(NOT_SO)
        for plan in due:
            _put(client, plan)


def _planned(client: httpx.Client, files: Sequence[SiteFile]) -> list[Plan]:
    """Raises Failed with everything that is wrong in any of them."""
    plans, problems = [], []
    for file in files:
        answer = client.post(f"{_path(file.site_id)}/check", json=file.content)
        if answer.status_code == UNPROCESSABLE:
            problems += _problems(file, answer.json())
            continue
        checked = _asked(answer, f"{file.place()}: {file.site_id}: ")
        plans.append(Plan(file, checked["site"], checked["stored"]))
    if problems:
        raise Failed("\n".join(problems))
    return plans


def _problems(file: SiteFile, problem: Document) -> list[str]:
    """Each with its file, line and field."""
    listed = problem.get("errors") or [{"field": "", "message": problem.get("detail", "")}]
    return [f"{file.place(one['field'])}: {file.site_id}: {_said(one)}" for one in listed]


def _said(error: Document) -> str:
    field, message = error["field"], error["message"]
    return message if message.startswith(field) else f"{field}: {message}"


def _tell(plan: Plan) -> None:
    name = f"[bold]{escape(plan.file.site_id)}[/]"
    if plan.stored is None:
        things = ", ".join(f"{len(plan.wanted[kind])} {kind}" for kind in ("grades", "tanks", "pumps"))
        console.print(f"[green]+[/] {name} is new: {things}", highlight=False)
        return
    version, found = plan.stored["version"], plan.changes
    console.print(f"{name} version {version}" + ("" if found else ": nothing to change"), highlight=False)
    for change in found:
        console.print(f"  [{COLOURS[change.sign]}]{change.sign}[/] {escape(str(change))}", highlight=False)


def _put(client: httpx.Client, plan: Plan) -> None:
    version = plan.stored["version"] if plan.stored else 0
    headers = {"If-Match": f'"{version}"'}
    answer = client.put(_path(plan.file.site_id), json=plan.file.content, headers=headers)
    if answer.status_code == PRECONDITION_FAILED:
        raise Failed(f"{plan.file.site_id} was changed by somebody else meanwhile; look again")
    site = _asked(answer, f"{plan.file.site_id}: ")
    errors.print(f"[green]✓[/] {escape(plan.file.site_id)} version {site['version']}", highlight=False)


def _path(site_id: str) -> str:
    return f"/sites/{quote(site_id, safe='')}"


def _row(site: Document) -> tuple[str, ...]:
    texts = (site["site_id"], site["name"], site["time_zone"], site["currency"])
    return (*texts, str(len(site["pumps"])), str(len(site["tanks"])), str(site["version"]))


def _all(client: httpx.Client) -> list[Document]:
    sites: list[Document] = []
    cursor = ""
    while True:
        page = _asked(client.get("/sites", params={"cursor": cursor} if cursor else None))
        sites += page["items"]
        cursor = page["next_cursor"]
        if not cursor:
            return sites


def _asked(answer: httpx.Response, about: str = "") -> Any:
    """The document of the answer. Raises Failed with the reason of the problem."""
    try:
        require_ok(answer)
    except Failed as failed:
        raise Failed(f"{about}{failed}") from failed
    return answer.json()
