from enum import StrEnum


class IncidentKind(StrEnum):
    SITE_DARK = "SITE_DARK"
    STORM = "STORM"

    def __str__(self) -> str:
        return str(self.value)
