from enum import StrEnum


class SaleKind(StrEnum):
    ATTENDANT = "ATTENDANT"
    OWN_USE = "OWN_USE"
    POST_PAY = "POST_PAY"
    PRE_PAY = "PRE_PAY"
    PUMP_TEST = "PUMP_TEST"
    SHOP = "SHOP"

    def __str__(self) -> str:
        return str(self.value)
