"""What commands say, and the status they end with when they cannot do what was asked."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.markup import escape

from motorway_cli.connection import Failed

NOT_SO, NOT_POSSIBLE = 1, 2
console, errors = Console(soft_wrap=True), Console(stderr=True, soft_wrap=True)


@contextmanager
def told_failures(others: Mapping[type[Exception], int] | None = None) -> Iterator[None]:
    """Say what could not be done, and end with its status: NOT_POSSIBLE, or that of the other errors."""
    statuses: dict[type[Exception], int] = {Failed: NOT_POSSIBLE, **(others or {})}
    try:
        yield
    except tuple(statuses) as error:
        for line in str(error).splitlines():
            errors.print(f"[red]✗[/] {escape(line)}", highlight=False)
        raise typer.Exit(statuses[type(error)]) from None
