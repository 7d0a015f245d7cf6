"""Stands in for the shifts and settlements of pos: one of each, and whatever was asked last."""

from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp
from motorway.pos.v1 import sale_pb2, settlement_pb2_grpc, shifts_pb2_grpc
from motorway.pos.v1 import settlement_pb2 as settlements
from motorway.pos.v1 import shifts_pb2 as pb

SITE = "m25-cobham"
SHIFT = "01938f6e-2c5e-7a41-b1d3-5b0a9c1f7e42"
AT = Timestamp(seconds=1_795_000_000)
DAY = "2026-11-22"
RPCS_BY_SHIFT = frozenset(
    {
        "GetShift",
        "RecordCashMovement",
        "ListCashMovements",
        "GetXReport",
        "GetDrawer",
        "CloseShift",
        "GetZReport",
        "ResolveDiscrepancy",
    }
)


def make_shift(*, closed: bool = False) -> pb.Shift:
    shift = pb.Shift(
        shift_id=SHIFT,
        site_id=SITE,
        till="Counter 1",
        mode=pb.SHIFT_MODE_PER_CASHIER,
        state=pb.SHIFT_STATE_CLOSED if closed else pb.SHIFT_STATE_OPEN,
        cashier_id="u1",
        cashier="jo",
        currency="GBP",
        float_minor=10_000,
        opened_at=AT,
    )
    if closed:
        shift.closed_at.CopyFrom(AT)
        shift.closed_by, shift.z_number = "jo", 7
        shift.expected_minor, shift.counted_minor, shift.over_short_minor = 12_000, 11_950, -50
    return shift


def make_report(*, closed: bool = False) -> pb.ShiftReport:
    sale = pb.UnfinishedSale(
        sale_id="s1",
        kind=sale_pb2.SALE_KIND_PRE_PAY,
        state=sale_pb2.SALE_STATE_FUELLING,
        pump=3,
        tendered_minor=2_000,
    )
    return pb.ShiftReport(
        shift=make_shift(closed=closed),
        at=AT,
        takings=[pb.Takings(kind=sale_pb2.TENDER_KIND_CASH, count=2, amount_minor=2_000)] if closed else [],
        drawer=pb.Drawer(float_minor=10_000, takings_minor=2_000, expected_minor=12_000) if closed else None,
        sales=pb.Tally(count=1, amount_minor=2_000, volume_ml=13_000),
        fuel=[pb.FuelTotal(grade_id="e10", count=1, volume_ml=13_000, amount_minor=2_000)],
        vat=[pb.VatTotal(rate_bp=2_000, gross_minor=2_000, net_minor=1_667, vat_minor=333)],
        refund_vat=[pb.VatTotal(rate_bp=2_000, gross_minor=-300, net_minor=-250, vat_minor=-50)],
        carried=[sale],
        meters=[pb.ShiftMeter(pump=1, nozzle=1, grade_id="e10", start_ml=1_000, end_ml=14_000, fuelled_ml=13_000)],
        missing=[pb.MissingNumbers(pump=1, first=8, last=9)],
        offline_since=None if closed else AT,
    )


def make_z() -> pb.ZReport:
    return pb.ZReport(
        number=7,
        report=make_report(closed=True),
        denominations=[pb.Denomination(value_minor=50, count=239)],
        document='{"number":7}',
        previous_hash=bytes(32),
        hash=b"\xab" * 32,
    )


def make_movement() -> pb.CashMovement:
    kind = pb.CASH_MOVEMENT_KIND_SAFE_DROP
    return pb.CashMovement(shift_id=SHIFT, number=1, kind=kind, amount_minor=5_000, actor="jo", at=AT)


class StubShifts(shifts_pb2_grpc.ShiftsServiceServicer):
    def __init__(self) -> None:
        self.asked: Any = None

    async def OpenShift(self, request: pb.OpenShiftRequest, context: Any) -> pb.OpenShiftResponse:
        self.asked = request
        return pb.OpenShiftResponse(shift=make_shift())

    async def GetShift(self, request: pb.GetShiftRequest, context: Any) -> pb.GetShiftResponse:
        return pb.GetShiftResponse(shift=make_shift())

    async def GetCurrentShift(self, request: pb.GetCurrentShiftRequest, context: Any) -> pb.GetCurrentShiftResponse:
        self.asked = request
        return pb.GetCurrentShiftResponse(shift=make_shift())

    async def ListShifts(self, request: pb.ListShiftsRequest, context: Any) -> pb.ListShiftsResponse:
        self.asked = request
        return pb.ListShiftsResponse(shifts=[make_shift(closed=True)], next_cursor="next")

    async def RecordCashMovement(
        self, request: pb.RecordCashMovementRequest, context: Any
    ) -> pb.RecordCashMovementResponse:
        self.asked = request
        return pb.RecordCashMovementResponse(movement=make_movement(), site_id=SITE)

    async def ListCashMovements(
        self, request: pb.ListCashMovementsRequest, context: Any
    ) -> pb.ListCashMovementsResponse:
        return pb.ListCashMovementsResponse(movements=[make_movement()])

    async def GetXReport(self, request: pb.GetXReportRequest, context: Any) -> pb.GetXReportResponse:
        return pb.GetXReportResponse(report=make_report())

    async def GetDrawer(self, request: pb.GetDrawerRequest, context: Any) -> pb.GetDrawerResponse:
        return pb.GetDrawerResponse(drawer=make_report(closed=True).drawer)

    async def CloseShift(self, request: pb.CloseShiftRequest, context: Any) -> pb.CloseShiftResponse:
        self.asked = request
        return pb.CloseShiftResponse(report=make_z(), previous=make_shift())

    async def GetZReport(self, request: pb.GetZReportRequest, context: Any) -> pb.GetZReportResponse:
        return pb.GetZReportResponse(report=make_z())


def make_settlement() -> settlements.Settlement:
    check = settlements.NozzleCheck(
        pump=1,
        nozzle=1,
        grade_id="e10",
        fuellings=1,
        fuelled_ml=13_000,
        start_ml=1_000,
        end_ml=14_030,
        difference_ml=30,
    )
    sold = [settlements.SoldFuel(clearing=sale_pb2.CLEARING_PAID, count=1, volume_ml=13_000, amount_minor=2_000)]
    idle = settlements.NozzleCheck(pump=1, nozzle=2, grade_id="diesel")
    settlement = settlements.Settlement(
        site_id=SITE,
        day=DAY,
        to=AT,
        currency="GBP",
        nozzles=[
            settlements.NozzleSettlement(meter=check, sold=sold),
            settlements.NozzleSettlement(meter=idle, sold=[settlements.SoldFuel(count=1, volume_ml=1)]),
        ],
        grades=[settlements.GradeSettlement(grade_id="e10", fuelled_ml=13_000, meter_ml=13_030, sold=sold)],
        tanks=[settlements.TankSettlement(tank=1, grade_id="e10", opening_ml=50_000, drawn_ml=13_000)],
    )
    getattr(settlement, "from").CopyFrom(AT)
    return settlement


def make_stored() -> settlements.StoredSettlement:
    return settlements.StoredSettlement(number=3, settlement=make_settlement(), run_at=AT, run_by="pos", nightly=True)


def make_discrepancy(resolution: str = "") -> settlements.Discrepancy:
    states = settlements.DISCREPANCY_STATE_OPEN, settlements.DISCREPANCY_STATE_RESOLVED
    return settlements.Discrepancy(
        discrepancy_id=SHIFT,
        site_id=SITE,
        kind="totaliser_gap",
        pump=1,
        nozzle=1,
        sequence=9,
        expected=100,
        found=90,
        unit="ml",
        found_at=AT,
        state=states[bool(resolution)],
        resolution=resolution,
        resolved_by="jo" if resolution else "",
        resolved_at=AT if resolution else None,
    )


class StubSettlement(settlement_pb2_grpc.SettlementServiceServicer):
    def __init__(self) -> None:
        self.asked: Any = None

    async def CheckMeters(
        self, request: settlements.CheckMetersRequest, context: Any
    ) -> settlements.CheckMetersResponse:
        self.asked = request
        return settlements.CheckMetersResponse(nozzles=[row.meter for row in make_settlement().nozzles])

    async def GetSettlement(
        self, request: settlements.GetSettlementRequest, context: Any
    ) -> settlements.GetSettlementResponse:
        self.asked = request
        return settlements.GetSettlementResponse(settlement=make_settlement())

    async def RunSettlement(
        self, request: settlements.RunSettlementRequest, context: Any
    ) -> settlements.RunSettlementResponse:
        self.asked = request
        return settlements.RunSettlementResponse(settlement=make_stored())

    async def ListSettlements(
        self, request: settlements.ListSettlementsRequest, context: Any
    ) -> settlements.ListSettlementsResponse:
        self.asked = request
        return settlements.ListSettlementsResponse(settlements=[make_stored()], next_cursor="3")

    async def ListDiscrepancies(
        self, request: settlements.ListDiscrepanciesRequest, context: Any
    ) -> settlements.ListDiscrepanciesResponse:
        self.asked = request
        return settlements.ListDiscrepanciesResponse(discrepancies=[make_discrepancy()], next_cursor="next")

    async def ResolveDiscrepancy(
        self, request: settlements.ResolveDiscrepancyRequest, context: Any
    ) -> settlements.ResolveDiscrepancyResponse:
        self.asked = request
        return settlements.ResolveDiscrepancyResponse(
            discrepancy=make_discrepancy(request.resolution), previous=make_discrepancy()
        )

    async def GiveUpFuellings(
        self, request: settlements.GiveUpFuellingsRequest, context: Any
    ) -> settlements.GiveUpFuellingsResponse:
        self.asked = request
        return settlements.GiveUpFuellingsResponse(discrepancy=make_discrepancy(request.reason))
