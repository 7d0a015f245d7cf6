"""What the parts of a copy are called."""

FIGURES, SECRETS = "figures.json.age", "secrets.json.age"


def dump_of(database: str) -> str:
    return f"{database}.dump.age"
