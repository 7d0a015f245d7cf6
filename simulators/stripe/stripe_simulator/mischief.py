"""What happens to webhooks on their way. Set at the control port."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class Sequence(StrEnum):
    """In which order what is due goes out."""

    AS_HAPPENED = "as_happened"
    REVERSED = "reversed"
    SHUFFLED = "shuffled"


class Mischief(BaseModel):
    """
    `hold`: nothing goes out. `duplicate`: so many copies more of each. The next `drop` attempts get lost on the way,
    the next `corrupt` carry a signature by another secret, the next `stale` one that is ten minutes old.
    """

    model_config = ConfigDict(extra="forbid", validate_assignment=True)

    hold: bool = False
    duplicate: int = Field(default=0, ge=0, le=10)
    sequence: Sequence = Sequence.AS_HAPPENED
    drop: int = Field(default=0, ge=0)
    corrupt: int = Field(default=0, ge=0)
    stale: int = Field(default=0, ge=0)

    def takes(self, name: str) -> bool:
        """True when the next attempt is to be spoiled in this way; then it is one fewer."""
        left = getattr(self, name)
        if left:
            setattr(self, name, left - 1)
        return bool(left)
