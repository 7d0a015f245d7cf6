"""Two tills and a customer who cannot decide: whatever they do, in whatever order, the ticket adds up."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from motorway_kit.errors import MotorwayError
from pos.domain import tendering, ticket
from pos.domain.debt import CLEARING
from pos.domain.sale import Clearing, Sale, SaleKind, SaleState, TenderKind
from pos.domain.tendering import Given
from pos.domain.ticket import Act

from .ticket_samples import ACCOUNT, ANN, BOB, CASH, COFFEE, fuelled, shop

S = SaleState
ACTS = st.sampled_from([ANN, BOB])
NUMBERS = st.integers(1, 6)
AMOUNTS = st.one_of(st.just(0), st.integers(1, 4000))
FINAL = (S.CLEARED, S.VOIDED)


def _prepaid(state: SaleState, delivered_minor: int) -> Sale:
    lines = fuelled(delivered_minor).lines if state is S.PAYABLE else ()
    sale = fuelled(kind=SaleKind.PRE_PAY, state=state, lines=lines)
    for given in (Given(ACCOUNT, 1000, account_id="acme"), Given(CASH, 2000)):
        sale = tendering.take(sale, ANN, given, 3000 - sale.tendered_minor)
    return sale


STARTS = [
    fuelled(),
    fuelled(0),
    fuelled(kind=SaleKind.PUMP_TEST),
    fuelled(kind=SaleKind.OWN_USE),
    shop(),
    _prepaid(S.PAYABLE, 2500),
    _prepaid(S.PAYABLE, 3100),
    _prepaid(S.REFUSED, 0),
    _prepaid(S.ENDED, 0),
]


class Ticket(RuleBasedStateMachine):
    """`was` is the ticket before the last step."""

    @initialize(sale=st.sampled_from(STARTS))
    def begin(self, sale: Sale) -> None:
        self.sale = self.was = sale

    def _do(self, act: Act, step: Callable[[Sale], Sale], *, settles: bool = False) -> None:
        """A refusal changes nothing. Nobody touches what another till has."""
        self.was = self.sale
        try:
            after = step(self.sale)
        except MotorwayError:
            return
        assert after is self.sale or not ticket.elsewhere(self.sale, act.shift_id)
        self.sale = tendering.settle(after, act) if settles else after

    @rule(act=ACTS)
    def lock(self, act: Act) -> None:
        self._do(act, lambda sale: ticket.lock(sale, act))

    @rule(act=ACTS)
    def unlock(self, act: Act) -> None:
        self._do(act, lambda sale: ticket.unlock(sale, act))

    @precondition(lambda self: self.sale.state is S.LOCKED)
    @rule()
    def taken_away(self) -> None:
        """A supervisor takes the ticket from whoever has it."""
        self.was = self.sale
        self.sale = ticket.unlock(self.sale, BOB, forced=True)

    @rule(act=ACTS, price=st.integers(1, 900), quantity=st.integers(0, 3))
    def add_item(self, act: Act, price: int, quantity: int) -> None:
        item = replace(COFFEE, price_minor=price)
        self._do(act, lambda sale: ticket.add_item(sale, act, item, quantity), settles=True)

    @rule(act=ACTS, number=NUMBERS)
    def remove_line(self, act: Act, number: int) -> None:
        self._do(act, lambda sale: ticket.remove_line(sale, act, number), settles=True)

    @rule(act=ACTS, amount=AMOUNTS, more=st.integers(0, 500))
    def pay_cash(self, act: Act, amount: int, more: int) -> None:
        given = Given(CASH, amount, amount + more)
        self._do(act, lambda sale: tendering.pay(sale, act, given), settles=True)

    @rule(act=ACTS, amount=AMOUNTS, account_id=st.sampled_from(["acme", "smith"]))
    def pay_on_account(self, act: Act, amount: int, account_id: str) -> None:
        given = Given(ACCOUNT, amount, account_id=account_id)
        self._do(act, lambda sale: tendering.pay(sale, act, given), settles=True)

    @rule(act=ACTS, number=NUMBERS)
    def reverse(self, act: Act, number: int) -> None:
        self._do(act, lambda sale: tendering.reverse(sale, act, number))

    @rule(act=ACTS)
    def give_change(self, act: Act) -> None:
        self._do(act, lambda sale: tendering.give_change(sale, act))

    @rule(act=ACTS, clearing=st.sampled_from(Clearing))
    def confirm(self, act: Act, clearing: Clearing) -> None:
        self._do(act, lambda sale: ticket.confirm(sale, act, clearing))

    @rule(act=ACTS)
    def void(self, act: Act) -> None:
        self._do(act, lambda sale: ticket.void(sale, act, "changed mind"))

    @rule(act=ACTS, clearing=st.sampled_from(list(CLEARING.values())))
    def leave_unpaid(self, act: Act, clearing: Clearing) -> None:
        self._do(act, lambda sale: ticket.leave_unpaid(sale, act, clearing, "AB12", ""))

    @invariant()
    def what_is_final_stays(self) -> None:
        if self.was.state in FINAL:
            assert self.sale == self.was

    @invariant()
    def no_fuel_vanishes(self) -> None:
        assert self.sale.fuel == self.was.fuel

    @invariant()
    def tenders_are_only_added_to(self) -> None:
        assert self.sale.tenders[: len(self.was.tenders)] == self.was.tenders
        assert [tender.number for tender in self.sale.tenders] == list(range(1, len(self.sale.tenders) + 1))

    @invariant()
    def nobody_gets_back_more_than_was_given(self) -> None:
        given: Counter[tuple[TenderKind, str]] = Counter()
        for tender in self.sale.tenders:
            given[tender.kind, tender.account_id] += tender.amount_minor
            assert given[tender.kind, tender.account_id] >= 0

    @invariant()
    def a_locked_ticket_has_its_till(self) -> None:
        assert self.sale.state is not S.LOCKED or self.sale.shift_id in ("shift-a", "shift-b")
        assert self.sale.state is not S.PAYABLE or self.sale.shift_id == ""

    @invariant()
    def a_cleared_ticket_adds_up(self) -> None:
        sale = self.sale
        if sale.state is S.VOIDED:
            assert (sale.tendered_minor, sale.fuel) == (0, None)
        if sale.state is not S.CLEARED:
            return
        assert sale.cleared_by in ("ann", "bob")
        match sale.clearing:
            case Clearing.PAID:
                assert sale.tendered_minor == sale.total_minor > 0
            case Clearing.ZERO:
                assert (sale.tendered_minor, sale.total_minor) == (0, 0)
            case Clearing.PUMP_TEST | Clearing.OWN_USE:
                assert sale.tendered_minor == 0
            case _:
                assert sale.due_minor > 0


Ticket.TestCase.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
test_the_ticket_adds_up = Ticket.TestCase
