from enum import StrEnum


class RulePer(StrEnum):
    SITE = "site"
    SUBJECT = "subject"

    def __str__(self) -> str:
        return str(self.value)
