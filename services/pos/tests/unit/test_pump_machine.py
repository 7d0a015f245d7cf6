"""Orders, answers that are lost or late, messages that come twice or in another order: no litre is lost or sold twice.

The device and the sales are a model each; what the POS makes of them is the domain's own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import count

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, precondition, rule
from pos.domain.fuelling import Fuelling, line_of, unclaimed
from pos.domain.meters import Gap, Meter, check_meters
from pos.domain.pump import Command, PumpRefused, PumpStatus, Sighting, Stack, TooManyUnpaid, check_release
from pos.domain.sale import Clearing, Origin, Sale, SaleKind, SaleState
from pos.domain.sale_steps import WAITING, Fact, Word, fact_of, fuelled, takes_fuel, told, verdict
from pos.domain.site import Grade

from .pump_device import PUMP, SITE, Device

GRADE = Grade("e10", "Unleaded", 2_000)
UNPAID = (SaleState.PAYABLE, SaleState.LOCKED)


@dataclass
class Books:
    """What the POS has written down."""

    sales: dict[str, Sale] = field(default_factory=dict)
    fuellings: dict[int, tuple[str, Fuelling]] = field(default_factory=dict)
    status: PumpStatus | None = None
    checked: int = 0
    meters: dict[int, Meter] = field(default_factory=dict)
    gaps: list[Gap] = field(default_factory=list)
    numbers: Iterable[int] = field(default_factory=count)

    def new_id(self) -> str:
        return f"sale-{next(iter(self.numbers))}"

    def tell(self, sale_id: str, fact: Fact) -> None:
        if sale_id in self.sales:
            self.sales[sale_id] = told(self.sales[sale_id], fact, "why", 1)

    def see(self, said: Sighting) -> None:
        """As `keep_sightings`: the newest by its time, and a fact about the sale that it names."""
        if self.status is None or said.time >= self.status.time:
            fields = {name: getattr(said, name) for name in ("state", "nozzle", "reason", "release_token", "time")}
            self.status = PumpStatus(SITE, PUMP, since=said.time, seen_at=said.time, **fields)
        self.tell(said.release_token, fact_of(said.state))

    def book(self, fuelling: Fuelling) -> None:
        """As `app.fuellings.book`."""
        if fuelling.fuel.sequence in self.fuellings:
            return
        known = self.sales.get(fuelling.release_token)
        sale = known if known and takes_fuel(known) else unclaimed(fuelling, self.new_id(), fuelling.currency)
        sale = fuelled(sale, line_of(fuelling, GRADE, sale), fuelling.received_at)
        self.sales[sale.sale_id] = sale
        self.fuellings[fuelling.fuel.sequence] = sale.sale_id, fuelling
        run = [self.fuellings[n][1].metered for n in sorted(self.fuellings) if n > self.checked]
        checked = check_meters(self.checked, run, self.meters)
        self.checked, self.meters = checked.sequence, self.meters | checked.meters
        self.gaps += checked.gaps

    def outstanding(self, last_sequence: int) -> bool:
        return any(n not in self.fuellings for n in range(1, last_sequence + 1))


class PumpAndSales(RuleBasedStateMachine):
    orders = Bundle("orders")
    answers = Bundle("answers")

    def __init__(self) -> None:
        super().__init__()
        self.device, self.books = Device(), Books()
        self.expired: set[str] = set()

    # The driver and the pump.

    @rule(nozzle=st.sampled_from([1, 2]))
    def nozzle_out(self, nozzle: int) -> None:
        self.device.lift(nozzle)

    @rule()
    def nozzle_in(self) -> None:
        self.device.hang_up()

    @rule(volume_ml=st.integers(1, 60_000))
    def fuel_flows(self, volume_ml: int) -> None:
        self.device.flow(volume_ml)

    @rule(happens=st.sampled_from([Device.time_out, Device.fail, Device.recover, Device.stop, Device.restart]))
    def pump_event(self, happens: object) -> None:
        happens(self.device)  # type: ignore[operator]

    @rule(online=st.booleans())
    def connection(self, online: bool) -> None:
        self.device.online = online

    @rule(command=st.sampled_from([c for c in Command if c is not Command.RELEASE]))
    def command(self, command: Command) -> None:
        self.device.order(command)

    # Tills.

    @rule(target=orders)
    def open_sale(self) -> object:
        waiting = [sale for sale in self.books.sales.values() if sale.state is SaleState.REQUESTED]
        unpaid = sum(sale.state in UNPAID for sale in self.books.sales.values())
        stack = Stack(unpaid, 3, waiting[0].sale_id if waiting else "")
        if self.books.status is None:
            return multiple()
        try:
            check_release(self.books.status, PUMP, stack)
        except (PumpRefused, TooManyUnpaid):
            return multiple()
        fields = {"site_id": SITE, "currency": "GBP", "pump": PUMP, "opened_at": self.device.now}
        sale_id = self.books.new_id()
        kind, state, origin = SaleKind.POST_PAY, SaleState.REQUESTED, Origin.POS
        self.books.sales[sale_id] = Sale(sale_id=sale_id, kind=kind, state=state, origin=origin, **fields)  # type: ignore[arg-type]
        return sale_id

    @rule(data=st.data())
    def till(self, data: st.DataObject) -> None:
        """Lock, unlock or clear a finished sale."""
        unpaid = [sale for sale in self.books.sales.values() if sale.state in UNPAID]
        if unpaid:
            sale = data.draw(st.sampled_from(unpaid))
            other = SaleState.LOCKED if sale.state is SaleState.PAYABLE else SaleState.PAYABLE
            after = data.draw(
                st.sampled_from(
                    [
                        replace(sale, state=other),
                        replace(sale, state=SaleState.CLEARED, clearing=Clearing.PAID),
                    ]
                )
            )
            self.books.sales[sale.sale_id] = after

    # Orders on their way there, and answers on their way back.

    @rule(target=answers, order=orders)
    def order_arrives(self, order: str) -> object:
        """Maybe twice, and maybe late."""
        if not self.device.online:
            return multiple()
        return order, Fact.ACCEPTED if self.device.release(order) else Fact.REFUSED

    @rule(answer=consumes(answers))
    def answer_arrives(self, answer: tuple[str, Fact]) -> None:
        self.books.tell(*answer)

    @rule(order=orders)
    def order_expires(self, order: str) -> None:
        """It should not arrive any more; yet it may."""
        self.expired.add(order)

    @precondition(lambda self: self.device.online)
    @rule()
    def ask(self) -> None:
        """What the resolver does."""
        device = self.device
        outstanding = self.books.outstanding(device.sequence)
        word = Word(device.state, device.token, device.last_token, outstanding)
        device.ticks += 1
        self.books.see(Sighting(SITE, PUMP, device.state, device.nozzle, device.token, device.now))
        for sale in list(self.books.sales.values()):
            due = sale.state in WAITING and (sale.state is not SaleState.REQUESTED or sale.sale_id in self.expired)
            if due and (fact := verdict(sale, word)):
                self.books.tell(sale.sale_id, fact)
                assert fact is not Fact.ENDED or not self._will_come(sale.sale_id)

    def _will_come(self, sale_id: str) -> bool:
        """Whether the pump has a transaction of the sale that is not booked: then its authorisation was of use."""
        booked = self.books.fuellings
        return any(done.release_token == sale_id and done.fuel.sequence not in booked for done in self.device.finished)

    # Whole stories, so that what comes after them is reached.

    @rule(order=orders, volume_ml=st.integers(0, 60_000))
    def driver_fuels(self, order: str, volume_ml: int) -> None:
        self.device.hang_up()
        self.device.release(order)
        self.device.lift(1)
        self.device.flow(volume_ml)
        self.device.hang_up()

    @precondition(lambda self: self.device.online)
    @rule(order=orders)
    def nobody_fuels(self, order: str) -> None:
        self.device.hang_up()
        self.device.release(order)
        self.books.tell(order, Fact.ACCEPTED)
        self.device.time_out()
        self.ask()

    @rule()
    def all_arrives(self) -> None:
        for said in self.device.said:
            self.books.see(said)
        for done in self.device.finished:
            self.books.book(done)

    # Messages: any of them, any number of times.

    @precondition(lambda self: self.device.said)
    @rule(data=st.data())
    def state_arrives(self, data: st.DataObject) -> None:
        self.books.see(data.draw(st.sampled_from(self.device.said)))

    @rule()
    def newest_state_arrives(self) -> None:
        self.books.see(self.device.said[-1])

    @precondition(lambda self: self.device.finished)
    @rule(data=st.data())
    def transaction_arrives(self, data: st.DataObject) -> None:
        self.books.book(data.draw(st.sampled_from(self.device.finished)))

    # What always holds.

    @invariant()
    def every_fuelling_is_on_exactly_one_sale(self) -> None:
        lines = [line.fuel for sale in self.books.sales.values() for line in sale.lines]
        assert all(fuel is not None for fuel in lines)
        assert sorted(fuel.sequence for fuel in lines if fuel) == sorted(self.books.fuellings)
        assert all(len(sale.lines) <= 1 for sale in self.books.sales.values())

    @invariant()
    def the_ledger_of_fuel_has_no_gap(self) -> None:
        assert self.books.gaps == []

    @invariant()
    def a_state_of_the_pump_side_has_no_fuel_on_it(self) -> None:
        for sale in self.books.sales.values():
            finished = sale.state in (*UNPAID, SaleState.CLEARED)
            assert finished == (sale.fuel is not None), sale
            assert (sale.state in (SaleState.REFUSED, SaleState.ENDED)) or not sale.reason

    def teardown(self) -> None:
        """Everything arrives in the end, orders expire, and who waits is asked."""
        device = self.device
        device.online = True
        device.hang_up()
        self.expired |= self.books.sales.keys()
        for said in device.said:
            self.books.see(said)
        for done in reversed(device.finished):
            self.books.book(done)
        self.ask()
        self._nothing_is_lost()

    def _nothing_is_lost(self) -> None:
        device, books = self.device, self.books
        for nozzle, total in device.totals_ml.items():
            sold = [line.fuel for sale in books.sales.values() for line in sale.lines]
            assert total - device.begun_ml[nozzle] == sum(f.volume_ml for f in sold if f and f.nozzle == nozzle)
        assert books.checked == device.sequence
        waiting = {sale.sale_id for sale in books.sales.values() if sale.state in WAITING}
        named = books.sales.get(device.token)
        assert waiting == ({device.token} if named and takes_fuel(named) else set())
        for sale_id, done in books.fuellings.values():
            named = books.sales.get(done.release_token)
            assert named is None or named.sale_id == sale_id or named.fuel is not None


PumpAndSales.TestCase.settings = settings(
    max_examples=200, stateful_step_count=50, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestPumpAndSales = PumpAndSales.TestCase
