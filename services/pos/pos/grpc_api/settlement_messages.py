"""Settlements and discrepancies as messages."""

from motorway.pos.v1 import sale_pb2, settlement_pb2

from pos.domain.meters import Discrepancy
from pos.domain.settlement import (
    GradeSettlement,
    NozzleSettlement,
    Settlement,
    SoldFuel,
    StoredSettlement,
    TankSettlement,
)
from pos.grpc_api.shift_messages import stamp, takings_message


def check_message(row: NozzleSettlement) -> settlement_pb2.NozzleCheck:
    return settlement_pb2.NozzleCheck(
        pump=row.pump,
        nozzle=row.nozzle,
        grade_id=row.grade_id,
        fuellings=row.fuellings,
        fuelled_ml=row.fuelled_ml,
        fuelled_minor=row.fuelled_minor,
        start_ml=row.start_ml,
        end_ml=row.end_ml,
        difference_ml=row.difference_ml,
    )


def settlement_message(settlement: Settlement) -> settlement_pb2.Settlement:
    message = settlement_pb2.Settlement(
        site_id=settlement.site_id,
        day=settlement.day.isoformat(),
        to=stamp(settlement.end),
        currency=settlement.currency,
        nozzles=map(_nozzle, settlement.nozzles),
        grades=map(_grade, settlement.grades),
        tanks=map(_tank, settlement.tanks),
        balanced=settlement.balanced,
        takings=map(takings_message, settlement.takings),
    )
    getattr(message, "from").CopyFrom(stamp(settlement.start))
    return message


def stored_message(stored: StoredSettlement) -> settlement_pb2.StoredSettlement:
    return settlement_pb2.StoredSettlement(
        number=stored.number,
        settlement=settlement_message(stored.settlement),
        run_at=stamp(stored.run_at),
        run_by=stored.run_by,
        nightly=stored.nightly,
    )


def discrepancy_message(one: Discrepancy) -> settlement_pb2.Discrepancy:
    return settlement_pb2.Discrepancy(
        discrepancy_id=one.discrepancy_id,
        site_id=one.site_id,
        kind=one.kind,
        pump=one.pump,
        nozzle=one.nozzle,
        sequence=one.sequence,
        expected=one.expected,
        found=one.found,
        unit=one.unit,
        found_at=stamp(one.found_at),
        state=settlement_pb2.DiscrepancyState.ValueType(one.state),
        resolution=one.resolution,
        resolved_by=one.resolved_by,
        resolved_at=stamp(one.resolved_at) if one.resolved_at else None,
    )


def _nozzle(row: NozzleSettlement) -> settlement_pb2.NozzleSettlement:
    return settlement_pb2.NozzleSettlement(
        meter=check_message(row),
        sold=map(_sold, row.sold),
        unsold_ml=row.unsold_ml,
        unsold_minor=row.unsold_minor,
    )


def _grade(row: GradeSettlement) -> settlement_pb2.GradeSettlement:
    return settlement_pb2.GradeSettlement(
        grade_id=row.grade_id,
        fuellings=row.fuellings,
        fuelled_ml=row.fuelled_ml,
        fuelled_minor=row.fuelled_minor,
        meter_ml=row.meter_ml,
        sold=map(_sold, row.sold),
    )


def _sold(sold: SoldFuel) -> settlement_pb2.SoldFuel:
    return settlement_pb2.SoldFuel(
        clearing=sale_pb2.Clearing.ValueType(sold.clearing or 0),
        count=sold.count,
        volume_ml=sold.volume_ml,
        amount_minor=sold.amount_minor,
    )


def _tank(row: TankSettlement) -> settlement_pb2.TankSettlement:
    return settlement_pb2.TankSettlement(
        tank=row.tank,
        grade_id=row.grade_id,
        opening_ml=row.opening_ml,
        closing_ml=row.closing_ml,
        drawn_ml=row.drawn_ml,
        returned_ml=row.returned_ml,
        change_ml=row.change_ml,
        unexplained_ml=row.unexplained_ml,
    )
