"""`python -m motorway_backup --help`."""

from motorway_backup.cli import app

if __name__ == "__main__":
    app()
