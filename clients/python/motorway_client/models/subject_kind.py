from enum import StrEnum


class SubjectKind(StrEnum):
    ACCOUNT = "ACCOUNT"
    EMAIL = "EMAIL"
    REGISTRATION = "REGISTRATION"
    USER = "USER"

    def __str__(self) -> str:
        return str(self.value)
