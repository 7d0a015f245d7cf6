from enum import StrEnum


class Role(StrEnum):
    ADMIN = "admin"
    AREA_MANAGER = "area_manager"
    AUDITOR = "auditor"
    CASHIER = "cashier"
    FINANCE = "finance"
    STATION_MANAGER = "station_manager"
    SUPERVISOR = "supervisor"
    TECHNICIAN = "technician"

    def __str__(self) -> str:
        return str(self.value)
