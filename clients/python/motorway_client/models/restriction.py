from enum import StrEnum


class Restriction(StrEnum):
    CHANGE_PASSWORD = "change_password"
    ENROL_SECOND_FACTOR = "enrol_second_factor"

    def __str__(self) -> str:
        return str(self.value)
