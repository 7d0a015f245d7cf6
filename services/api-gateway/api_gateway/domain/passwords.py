"""Rules of passwords (NIST SP 800-63B-4, 3.1.1.2). No I/O."""

import unicodedata
from dataclasses import dataclass

from motorway_kit.errors import InvalidInput

MIN_ALONE = 15
"""Characters where the password is the only factor (SP 800-63B-4, 3.1.1.2)."""
MIN_WITH_SECOND_FACTOR = 8
MAX_CHARS = 256
COMPANY = ("motorway", "petroleum", "motorwaypetroleum", "forecourt", "station", "cashier", "admin")
GUESSES_ALONE, GUESSES_WITH_SECOND_FACTOR = 10**10, 10**8
"""With fewer it is found by lists of leaked passwords, words and names."""
LOOKED_AT = 64
"""Characters that the estimate looks at; it takes time that grows faster than their number."""
TWINS = str.maketrans("{[<|!+@$", "(((11745")
"""Symbols and the digits that stand for the same letter. With both zxcvbn tries every combination, for seconds."""


class WeakPassword(InvalidInput):
    """Too short, too long, or too easily guessed; the text says which."""


@dataclass(frozen=True)
class PasswordContext:
    """Whose password: what it must not be made of, and whether a second factor stands beside it.

    `field`: the input that an error names.
    """

    username: str
    display_name: str = ""
    email: str = ""
    second_factor: bool = False
    field: str = "new_password"

    @property
    def words(self) -> list[str]:
        """What an attacker tries first."""
        own = (self.username, self.display_name, self.email, *self.display_name.split(), *self.email.split("@"))
        return [word.casefold() for word in (*own, *COMPANY) if len(word) > 1]


def normalised(password: str) -> str:
    """The same for every keyboard that writes it (SP 800-63B-4, 3.1.1.2: NFKC)."""
    return unicodedata.normalize("NFKC", password)


def checked_password(password: str, username: str, display_name: str, email: str) -> str:
    """Of a new user. Raises WeakPassword."""
    return strong_password(password, PasswordContext(username, display_name, email, field="password"))


def strong_password(password: str, context: PasswordContext) -> str:
    """The normalised password. Takes some milliseconds. Raises WeakPassword."""
    password = normalised(password)
    least = MIN_WITH_SECOND_FACTOR if context.second_factor else MIN_ALONE
    if len(password) < least:
        raise WeakPassword(f"at least {least} characters; a few words are easy to remember", field=context.field)
    if len(password) > MAX_CHARS:
        raise WeakPassword(f"at most {MAX_CHARS} characters", field=context.field)
    _require_unguessable(password, context)
    return password


def _require_unguessable(password: str, context: PasswordContext) -> None:
    """Leaked and common passwords, words, names, repetitions and keyboard runs, by zxcvbn's bundled lists."""
    from zxcvbn import zxcvbn  # its lists are in memory from the first use on, which few processes ever see

    looked_at = password[:LOOKED_AT]
    if any(character.isdigit() for character in looked_at):
        looked_at = looked_at.translate(TWINS)
    found = zxcvbn(looked_at, user_inputs=context.words)
    if found["guesses"] < (GUESSES_WITH_SECOND_FACTOR if context.second_factor else GUESSES_ALONE):
        why = found["feedback"]["warning"].rstrip(".") or "this is guessed easily"
        raise WeakPassword(f"{why}; choose another one", field=context.field)
