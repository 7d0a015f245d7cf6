"""`python -m motorway_setup --help`."""

from motorway_setup.cli import app

if __name__ == "__main__":
    app()
