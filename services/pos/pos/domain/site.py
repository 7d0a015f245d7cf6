"""A site and its equipment. Volumes are millilitres, money is in minor units of the site's currency."""

from dataclasses import dataclass, replace

from motorway_kit.errors import Conflict, NotFound

SELF_SERVICE = "self"
ATTENDED = "attended"
DEFAULT_MAX_UNPAID = 2
DEFAULT_ZERO_TR_MODE = 1


class SiteNotFound(NotFound):
    """There is no site of that id."""


class GradeNotFound(NotFound):
    """The site has no such grade."""


class PumpNotFound(NotFound):
    """The site has no such pump."""


class NozzleNotFound(NotFound):
    """The pump has no such nozzle."""


class VersionMismatch(Conflict):
    """Another version is stored than the one that was to be changed."""


class PumpHasOpenSales(Conflict):
    """A pump or one of its nozzles cannot go while a sale of it is not settled."""


@dataclass(frozen=True, slots=True)
class BlendPart:
    """`per_mille` of the blend is of this grade."""

    grade_id: str
    per_mille: int


@dataclass(frozen=True, slots=True)
class Grade:
    """`vat_rate_bp`: VAT in basis points (2000 is 20 %); None is unknown, and then it is not sold.

    `blend`: the two grades that it is mixed from at the nozzle; it is in no tank then.
    """

    grade_id: str
    name: str
    vat_rate_bp: int | None = None
    blend: tuple[BlendPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Tank:
    number: int
    grade_id: str
    capacity_ml: int
    max_safe_fill_ml: int
    diameter_tenth_mm: int


@dataclass(frozen=True, slots=True)
class Nozzle:
    """`second_tank` (0: none) gives `second_tank_per_mille` of what is delivered, `tank` the rest."""

    number: int
    grade_id: str
    tank: int
    second_tank: int = 0
    second_tank_per_mille: int = 0


@dataclass(frozen=True, slots=True)
class Pump:
    """`service_level` is `self` or `attended`: prices may differ by it."""

    number: int
    nozzles: tuple[Nozzle, ...]
    service_level: str = SELF_SERVICE


@dataclass(frozen=True, slots=True)
class Supplier:
    """Who sells, as it must be on a receipt: legal name, lines of the address, VAT id."""

    name: str = ""
    address: tuple[str, ...] = ()
    vat_id: str = ""


@dataclass(frozen=True, slots=True)
class OfflineLimits:
    """What a till may do without a line. `max_sale_minor` 0: nothing is sold."""

    max_sale_minor: int = 20_000
    max_age_s: int = 86_400
    max_operations: int = 200


@dataclass(frozen=True, slots=True)
class Position:
    """Decimal degrees, WGS 84: north and east are positive."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Site:
    """`version` is 0 until the site is stored, and grows by one with every change of the rest.

    `max_unpaid`: fuellings that may wait to be paid on one pump before it is released again (IFSF
    Nb_Tran_Buffer_Not_Paid). `zero_tr_mode` 1: a fuelling of nothing is cleared by itself; 0: by a cashier (IFSF
    ZeroTR_Mode). `prepay_max_minor` 0: no limit. `simplified_limit_minor`: what a receipt that is no full invoice may
    be for (Directive 2006/112/EC, Art. 220a), 0: any amount. `position` None: not known.
    """

    site_id: str
    name: str
    time_zone: str
    currency: str
    grades: tuple[Grade, ...]
    tanks: tuple[Tank, ...]
    pumps: tuple[Pump, ...]
    version: int = 0
    supplier: Supplier = Supplier()
    max_unpaid: int = DEFAULT_MAX_UNPAID
    zero_tr_mode: int = DEFAULT_ZERO_TR_MODE
    prepay_max_minor: int = 0
    receipt_note: str = ""
    simplified_limit_minor: int = 0
    offline: OfflineLimits = OfflineLimits()
    position: Position | None = None

    def grade(self, grade_id: str) -> Grade:
        """Raises GradeNotFound."""
        for grade in self.grades:
            if grade.grade_id == grade_id:
                return grade
        raise GradeNotFound("the site has no such grade", site=self.site_id, grade=grade_id)

    def pump(self, number: int) -> Pump:
        """Raises PumpNotFound."""
        for pump in self.pumps:
            if pump.number == number:
                return pump
        raise PumpNotFound("the site has no such pump", site=self.site_id, pump=number)

    def nozzle(self, pump: int, nozzle: int) -> Nozzle:
        """Raises PumpNotFound, NozzleNotFound."""
        for candidate in self.pump(pump).nozzles:
            if candidate.number == nozzle:
                return candidate
        raise NozzleNotFound("the pump has no such nozzle", site=self.site_id, pump=pump, nozzle=nozzle)


def next_version(site: Site, stored: Site | None, expected: int | None = None) -> Site:
    """The sound configuration `site` with the version it gets: the stored one's, when nothing differs.

    Raises VersionMismatch when it would change another version than the `expected` one (0: no site yet). What is
    stored already is no change, so that a lost answer can be asked for again (RFC 9110, 13.1.1).
    """
    version = stored.version if stored else 0
    if stored and replace(site, version=version) == stored:
        return stored
    if expected not in (None, version):
        raise VersionMismatch("the site has another version", site=site.site_id, expected=expected, stored=version)
    return replace(site, version=version + 1)


def pumps_reconfigured(stored: Site, wanted: Site) -> tuple[int, ...]:
    """Numbers of the stored pumps that `wanted` has no more, or whose nozzles give or draw something else.

    Of a sound site: what a tank holds is what its nozzles give, or a part of their blend.
    """
    now = {pump.number: _nozzles(wanted, pump) for pump in wanted.pumps}
    return tuple(pump.number for pump in stored.pumps if now.get(pump.number) != _nozzles(stored, pump))


def _nozzles(site: Site, pump: Pump) -> frozenset[tuple[Nozzle, frozenset[BlendPart]]]:
    return frozenset((nozzle, frozenset(site.grade(nozzle.grade_id).blend)) for nozzle in pump.nozzles)


def pumps_losing_nozzles(stored: Site, wanted: Site) -> tuple[int, ...]:
    """Numbers of the stored pumps that `wanted` has no more, or not with all their nozzles."""
    kept = {pump.number: {nozzle.number for nozzle in pump.nozzles} for pump in wanted.pumps}
    return tuple(
        pump.number
        for pump in stored.pumps
        if pump.number not in kept or not {nozzle.number for nozzle in pump.nozzles} <= kept[pump.number]
    )
