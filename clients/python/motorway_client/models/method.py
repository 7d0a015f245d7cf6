from enum import StrEnum


class Method(StrEnum):
    OIDC = "oidc"
    PASSWORD = "password"
    PIN = "pin"

    def __str__(self) -> str:
        return str(self.value)
