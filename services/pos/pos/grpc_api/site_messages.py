"""A site as a message, and back."""

from motorway.pos.v1 import pos_pb2

from pos.domain.site import (
    ATTENDED,
    DEFAULT_MAX_UNPAID,
    DEFAULT_ZERO_TR_MODE,
    SELF_SERVICE,
    BlendPart,
    Grade,
    Nozzle,
    OfflineLimits,
    Position,
    Pump,
    Site,
    Supplier,
    Tank,
)

SERVICE_LEVELS = {
    SELF_SERVICE: pos_pb2.SERVICE_LEVEL_SELF,
    ATTENDED: pos_pb2.SERVICE_LEVEL_ATTENDED,
}
LEVEL_NAMES = {level: name for name, level in SERVICE_LEVELS.items()} | {
    pos_pb2.SERVICE_LEVEL_UNSPECIFIED: SELF_SERVICE
}


def decode(site: pos_pb2.Site) -> Site:
    """The message as a configuration, not checked yet; its version does not count."""
    supplier = site.supplier
    return Site(
        site_id=site.site_id,
        name=site.name,
        time_zone=site.time_zone,
        currency=site.currency,
        grades=tuple(map(_decode_grade, site.grades)),
        tanks=tuple(map(_decode_tank, site.tanks)),
        pumps=tuple(map(_decode_pump, site.pumps)),
        supplier=Supplier(supplier.name, tuple(supplier.address), supplier.vat_id),
        max_unpaid=site.max_unpaid if site.HasField("max_unpaid") else DEFAULT_MAX_UNPAID,
        zero_tr_mode=site.zero_tr_mode if site.HasField("zero_tr_mode") else DEFAULT_ZERO_TR_MODE,
        prepay_max_minor=site.prepay_max_minor,
        receipt_note=site.receipt_note,
        simplified_limit_minor=site.simplified_limit_minor,
        offline=_decode_limits(site.offline) if site.HasField("offline") else OfflineLimits(),
        position=Position(site.position.latitude, site.position.longitude) if site.HasField("position") else None,
    )


def _decode_limits(limits: pos_pb2.OfflineLimits) -> OfflineLimits:
    return OfflineLimits(limits.max_sale_minor, limits.max_age_s, limits.max_operations)


def limits_message(limits: OfflineLimits) -> pos_pb2.OfflineLimits:
    return pos_pb2.OfflineLimits(
        max_sale_minor=limits.max_sale_minor, max_age_s=limits.max_age_s, max_operations=limits.max_operations
    )


def _decode_grade(grade: pos_pb2.Grade) -> Grade:
    vat_rate_bp = grade.vat_rate_bp if grade.HasField("vat_rate_bp") else None
    blend = tuple(BlendPart(part.grade_id, part.per_mille) for part in grade.blend)
    return Grade(grade.grade_id, grade.name, vat_rate_bp, blend)


def _decode_tank(tank: pos_pb2.Tank) -> Tank:
    return Tank(tank.number, tank.grade_id, tank.capacity_ml, tank.max_safe_fill_ml, tank.diameter_tenth_mm)


def _decode_pump(pump: pos_pb2.Pump) -> Pump:
    nozzles = tuple(Nozzle(n.number, n.grade_id, n.tank, n.second_tank, n.second_tank_per_mille) for n in pump.nozzles)
    return Pump(pump.number, nozzles, LEVEL_NAMES.get(pump.service_level, str(pump.service_level)))


def encode(site: Site) -> pos_pb2.Site:
    supplier = site.supplier
    return pos_pb2.Site(
        site_id=site.site_id,
        name=site.name,
        time_zone=site.time_zone,
        currency=site.currency,
        grades=map(_encode_grade, site.grades),
        tanks=map(_encode_tank, site.tanks),
        pumps=map(_encode_pump, site.pumps),
        version=site.version,
        supplier=pos_pb2.Supplier(name=supplier.name, address=supplier.address, vat_id=supplier.vat_id),
        max_unpaid=site.max_unpaid,
        zero_tr_mode=site.zero_tr_mode,
        prepay_max_minor=site.prepay_max_minor,
        receipt_note=site.receipt_note,
        simplified_limit_minor=site.simplified_limit_minor,
        offline=limits_message(site.offline),
        position=_encode_position(site.position),
    )


def _encode_position(position: Position | None) -> pos_pb2.Position | None:
    return pos_pb2.Position(latitude=position.latitude, longitude=position.longitude) if position else None


def _encode_grade(grade: Grade) -> pos_pb2.Grade:
    blend = [pos_pb2.BlendPart(grade_id=part.grade_id, per_mille=part.per_mille) for part in grade.blend]
    return pos_pb2.Grade(grade_id=grade.grade_id, name=grade.name, vat_rate_bp=grade.vat_rate_bp, blend=blend)


def _encode_tank(tank: Tank) -> pos_pb2.Tank:
    return pos_pb2.Tank(
        number=tank.number,
        grade_id=tank.grade_id,
        capacity_ml=tank.capacity_ml,
        max_safe_fill_ml=tank.max_safe_fill_ml,
        diameter_tenth_mm=tank.diameter_tenth_mm,
    )


def _encode_pump(pump: Pump) -> pos_pb2.Pump:
    return pos_pb2.Pump(
        number=pump.number,
        nozzles=map(_encode_nozzle, pump.nozzles),
        service_level=SERVICE_LEVELS[pump.service_level],
    )


def _encode_nozzle(nozzle: Nozzle) -> pos_pb2.Nozzle:
    return pos_pb2.Nozzle(
        number=nozzle.number,
        grade_id=nozzle.grade_id,
        tank=nozzle.tank,
        second_tank=nozzle.second_tank,
        second_tank_per_mille=nozzle.second_tank_per_mille,
    )
