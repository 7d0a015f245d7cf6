"""`python -m motorway_cli`."""

from motorway_cli.commands import app

if __name__ == "__main__":
    app(prog_name="motorway")
