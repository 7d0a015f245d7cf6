"""`python -m motorway_local`."""

from motorway_local.cli import app

app(prog_name="motorway_local")
