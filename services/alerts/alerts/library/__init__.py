"""Ready rules: what a forecourt needs from its first day on. Each file is a list of rule documents."""

from functools import lru_cache
from importlib.resources import files

import yaml

from alerts.domain.rules.library import Library
from alerts.domain.rules.library import library as parsed
from alerts.signals.vocabulary import vocabulary

FILES = ("tanks", "forecourt", "selling", "console", "platform")


@lru_cache(maxsize=1)
def library() -> Library:
    """Every ready rule by its id."""
    documents = [
        rule for name in FILES for rule in yaml.safe_load(files(__name__).joinpath(f"{name}.yaml").read_text())
    ]
    return parsed(documents, vocabulary())
