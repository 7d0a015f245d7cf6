from enum import StrEnum


class RuleAggregate(StrEnum):
    CHANGE = "change"
    COUNT = "count"
    MAX = "max"
    MEAN = "mean"
    MIN = "min"
    SUM = "sum"

    def __str__(self) -> str:
        return str(self.value)
