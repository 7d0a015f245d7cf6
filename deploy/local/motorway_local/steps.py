"""What is being done, how long it took, and what went wrong."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.status import Status

LOG_LINES = 15


class StepFailed(Exception):
    """A step that cannot be completed; `log` is the file that says why."""

    def __init__(self, message: str, log: Path | None = None) -> None:
        super().__init__(message)
        self.log = log


class Failed(Exception):
    """A failed step has been shown; nothing is left to say."""


class Steps:
    """Prints one line for each finished step, and a live one for the step that runs."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._status: Status | None = None
        self._title = ""

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """Raises Failed, after showing the reason and the log's last lines, when the block raises StepFailed."""
        start, self._title = time.monotonic(), title
        try:
            with self._console.status(title) as self._status:
                yield
        except StepFailed as error:
            self._console.print(f"[red]✗[/] {title} [red]failed[/]: {escape(str(error))}", soft_wrap=True)
            if error.log is not None:
                self._show_end(error.log)
            raise Failed from error
        self._console.print(f"[green]✓[/] {title} [dim]{time.monotonic() - start:.1f} s[/]")

    def detail(self, text: str) -> None:
        """Say what the running step is waiting for."""
        if self._status is not None:
            self._status.update(f"{self._title} [dim]{escape(text)}[/]")

    def note(self, text: str) -> None:
        """Something to know that does not keep the step from being done."""
        self._console.print(f"[yellow]![/] {escape(text)}", soft_wrap=True)

    def _show_end(self, log: Path) -> None:
        self._console.print(f"[dim]the last lines of {log}:[/]", soft_wrap=True)
        for line in last_lines(log, LOG_LINES):
            self._console.print(f"  {escape(line)}", highlight=False, soft_wrap=True)


def last_lines(log: Path, count: int) -> list[str]:
    """The end of a file, or a note when there is none."""
    if not log.exists():
        return ["(nothing was logged)"]
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - count * 1000))
        return file.read().decode(errors="replace").splitlines()[-count:]
