from enum import StrEnum


class Kind(StrEnum):
    ALTERED = "altered"
    INSERTED = "inserted"
    REMOVED = "removed"
    UNSEALED = "unsealed"

    def __str__(self) -> str:
        return str(self.value)
