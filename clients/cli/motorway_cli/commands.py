"""The groups of commands; each has a module of its own."""

import typer

from motorway_cli import audit, site

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_show_locals=False, help="The platform.")
app.add_typer(audit.app, name="audit")
app.add_typer(site.app, name="site")


@app.callback()
def main() -> None:
    """Motorway Petroleum from a terminal.

    It signs in with what `make up` wrote to .local/platform.env, or elsewhere with MOTORWAY_URL and MOTORWAY_API_KEY.
    """
