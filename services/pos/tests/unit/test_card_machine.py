"""Cards that are held, charged, captured, given up, expired and told of twice or late, while tills take cash: whatever
happens in whatever order, what the sale took is what payments kept."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from motorway_kit.errors import MotorwayError
from pos.domain import card_charge, card_outcome, card_payment, tendering, ticket
from pos.domain.card_payment import OPEN_CARDS, news
from pos.domain.sale import (
    CardPaymentState,
    Clearing,
    Line,
    Sale,
    SaleCardPayment,
    SaleKind,
    SaleState,
    TenderKind,
)
from pos.domain.sale_steps import WAITING, Fact, fuelled, takes_fuel, told
from pos.domain.tendering import Given
from pos.domain.ticket import Act

from .card_world import CardAtPayments
from .ticket_samples import ANN, BOB, CASH, COFFEE, NOON, fuel
from .ticket_samples import fuelled as post_paid

S = SaleState
AMOUNTS = st.sampled_from([0, 0, 300, 1000, 3000])
GOING = ("asked", "held", "declined")
FINAL = (S.CLEARED, S.VOIDED)
HOLD = SaleCardPayment("hold", CardPaymentState.PENDING, 3000, ANN.shift_id, "ann", NOON, hold=True)


def _held(machine: "Cards") -> bool:
    return machine.sale.state is S.LOCKED


class Cards(RuleBasedStateMachine):
    """`inbox` is what the sale said and payments has not heard yet, in any order and again and again."""

    @initialize(cash=st.sampled_from([0, 1000]), approved=st.sampled_from([3000, 2500, 1200]), far=st.integers(0, 4))
    def begin(self, cash: int, approved: int, far: int) -> None:
        """A ticket that a till has, or one that was prepaid by card, so far already."""
        self.cards: dict[str, CardAtPayments] = {}
        self.inbox: list[tuple[str, int, str]] = []
        self.released = False
        self.sale = ticket.lock(post_paid(), ANN)
        if far == 0:
            return
        fields = {"kind": SaleKind.PRE_PAY, "state": S.REQUESTED, "lines": (), "max_amount_minor": cash + 3000}
        self.sale = replace(self.sale, **fields, card_payments=(HOLD,))  # type: ignore[arg-type]
        self.cards["hold"] = CardAtPayments("hold", hold=True, approved_minor=approved, state="held")
        if cash:
            self.sale = tendering.take(self.sale, ANN, Given(CASH, cash), cash)
        if far > 1:
            self.claim_and_release(answered=True, accepted=True)
        if far > 2:
            self.fuelled(3010)
        if far > 3:
            self._payments_hears(*self.inbox[0])

    @property
    def holder(self) -> Act:
        return ANN if self.sale.shift_id == ANN.shift_id else BOB

    def _save(self, after: Sale) -> None:
        for payment in news(self.sale, after):
            self.inbox.append((payment.payment_id, payment.fixed_minor or 0, payment.reason))
        self.sale = after

    def _do(self, step: Callable[[Sale], Sale]) -> None:
        with suppress(MotorwayError):
            self._save(step(self.sale))

    # What a pump, and who opened the sale, do.

    @precondition(lambda self: card_payment.unclaimed(self.sale) is not None and self.sale.state is S.REQUESTED)
    @rule(answered=st.sampled_from([True, True, True, False]), accepted=st.booleans())
    def opens(self, answered: bool, accepted: bool) -> None:
        self.claim_and_release(answered=answered, accepted=accepted)

    def claim_and_release(self, *, answered: bool, accepted: bool) -> None:
        """Without an answer it may be claimed, and the sale is refused."""
        if not answered or self.cards["hold"].state != "held":
            self._save(told(self.sale, Fact.REFUSED, card_payment.UNAVAILABLE))
            return
        self._save(card_payment.claimed(self.sale, self.cards["hold"].approved_minor, 3))
        self.released = True
        if accepted:
            self._save(told(self.sale, Fact.ACCEPTED))

    @precondition(lambda self: self.released and self.sale.state in WAITING)
    @rule(fact=st.sampled_from(Fact))
    def pump_says(self, fact: Fact) -> None:
        self._save(told(self.sale, fact, "r"))

    @precondition(lambda self: self.released and takes_fuel(self.sale))
    @rule(amount=st.sampled_from([0, 500, 2400, 3000, 3010, 4000]))
    def fuels(self, amount: int) -> None:
        self.fuelled(amount)

    def fuelled(self, amount: int) -> None:
        line = Line(1, "Unleaded", amount, 2000, fuel=fuel(amount * 10))
        self._save(fuelled(self.sale, line, NOON))

    # What people at tills do.

    @precondition(lambda self: self.sale.state is S.PAYABLE)
    @rule(act=st.sampled_from([ANN, BOB]))
    def lock(self, act: Act) -> None:
        self._do(lambda sale: ticket.lock(sale, act))

    @precondition(_held)
    @rule()
    def unlock(self) -> None:
        self._do(lambda sale: ticket.unlock(sale, self.holder))

    @precondition(_held)
    @rule(amount=AMOUNTS)
    def pay_cash(self, amount: int) -> None:
        given = Given(CASH, amount)
        self._do(lambda sale: tendering.settle(tendering.pay(sale, self.holder, given), self.holder))

    @precondition(_held)
    @rule()
    def add_item(self) -> None:
        self._do(lambda sale: ticket.add_item(sale, self.holder, COFFEE, 1))

    @precondition(lambda self: _held(self) and len(self.sale.lines) > 1)
    @rule()
    def remove_line(self) -> None:
        number = self.sale.lines[-1].number
        self._do(lambda sale: tendering.settle(ticket.remove_line(sale, self.holder, number), self.holder))

    @precondition(lambda self: _held(self) and self.sale.tenders)
    @rule(data=st.data())
    def remove_tender(self, data: st.DataObject) -> None:
        number = data.draw(st.integers(1, len(self.sale.tenders)))
        self._do(lambda sale: tendering.reverse(sale, self.holder, number))

    @precondition(lambda self: self.sale.due_minor < 0)
    @rule(act=st.sampled_from([ANN, BOB]))
    def give_change(self, act: Act) -> None:
        self._do(lambda sale: tendering.give_change(sale, act))

    @precondition(lambda self: self.sale.state is S.PAYABLE)
    @rule(clearing=st.sampled_from([Clearing.DRIVE_OFF, Clearing.OWN_USE]))
    def clear_unpaid(self, clearing: Clearing) -> None:
        if clearing is Clearing.OWN_USE:
            self._do(lambda sale: ticket.confirm(sale, ANN, clearing))
        else:
            self._do(lambda sale: ticket.leave_unpaid(sale, ANN, clearing, "AB12", ""))

    @precondition(_held)
    @rule(amount=AMOUNTS, reaches=st.sampled_from([True, True, False]))
    def charge(self, amount: int, reaches: bool) -> None:
        """Payments may never hear of it; then it is asked, and says so."""
        payment_id = f"charge-{len(self.sale.card_payments)}"
        self._do(lambda sale: card_charge.charge(sale, self.holder, payment_id, amount, payment_id))
        asked = next((one for one in self.sale.card_payments if one.payment_id == payment_id), None)
        if asked and reaches:
            approved = asked.amount_minor
            self.cards[payment_id] = CardAtPayments(payment_id, hold=False, approved_minor=approved, state="asked")

    # What happens at payments, and what is heard of it, perhaps late and more than once.

    @precondition(lambda self: any(one.state in GOING for one in self.cards.values()))
    @rule(data=st.data())
    def at_payments(self, data: st.DataObject) -> None:
        going = sorted(name for name, one in self.cards.items() if one.state in GOING)
        card = self.cards[data.draw(st.sampled_from(going))]
        ways: list[Callable[[], None]] = [card.capture, card.capture, lambda: card.end("expired")]
        if not card.hold:
            ways = [card.capture, lambda: card.end("declined"), lambda: card.end("voided")]
        if card.state == "declined":
            ways = [card.retry]
        data.draw(st.sampled_from(ways))()

    @precondition(lambda self: self.inbox)
    @rule(data=st.data(), again=st.booleans())
    def payments_hears(self, data: st.DataObject, again: bool) -> None:
        message = data.draw(st.sampled_from(self.inbox))
        if not again:
            self.inbox.remove(message)
        self._payments_hears(*message)

    def _payments_hears(self, payment_id: str, amount_minor: int, reason: str) -> None:
        if payment_id in self.cards:
            self.cards[payment_id].fixed(amount_minor, reason)

    @precondition(lambda self: any(card.said for card in self.cards.values()))
    @rule(data=st.data())
    def sale_hears(self, data: st.DataObject) -> None:
        said = [one for card in self.cards.values() for one in card.said]
        self._sale_hears(*data.draw(st.sampled_from(said)))

    def _sale_hears(self, what: str, outcome: card_payment.Outcome) -> None:
        rule_ = card_outcome.captured if what == "captured" else card_outcome.ended
        after = rule_(self.sale, outcome, BOB)
        if after is not self.sale:
            self._save(tendering.settle(after, BOB))

    @rule()
    def watch(self) -> None:
        for payment in self.sale.card_payments:
            if payment.payment_id not in self.cards:
                self._save(card_charge.not_started(self.sale, payment.payment_id))

    # What must hold.

    @invariant()
    def no_pump_is_released_without_a_claim(self) -> None:
        held = [payment for payment in self.sale.card_payments if payment.hold]
        assert not self.released or not held or held[0].state is not CardPaymentState.PENDING

    @invariant()
    def a_payment_is_a_tender_once(self) -> None:
        taken = [(tender.payment_id, tender.kind) for tender in self.sale.tenders if tender.amount_minor > 0]
        cards = [one for one in taken if one[0]]
        assert len(cards) == len(set(cards))

    @invariant()
    def nothing_is_open_on_a_settled_ticket(self) -> None:
        if self.sale.state in FINAL:
            assert not [one for one in self.sale.card_payments if one.state in OPEN_CARDS]

    @invariant()
    def a_cleared_ticket_adds_up(self) -> None:
        if self.sale.state is S.CLEARED and self.sale.clearing is Clearing.PAID:
            assert self.sale.due_minor == 0

    def teardown(self) -> None:
        """In the end everything is heard; then nobody has lost anything."""
        if not hasattr(self, "sale"):
            return
        for _ in range(4):
            self.watch()
            for message in [*self.inbox]:
                self._payments_hears(*message)
            for card in self.cards.values():
                card.capture()
                if card.state == "asked":
                    card.end("voided")
                for one in card.said:
                    self._sale_hears(*one)
        for card in self.cards.values():
            mine = [tender for tender in self.sale.tenders if tender.payment_id == card.payment_id]
            kept = sum(tender.amount_minor for tender in mine if tender.kind is TenderKind.CARD)
            owed = sum(tender.amount_minor for tender in mine if tender.kind is TenderKind.RECEIVABLE)
            assert kept == card.captured_minor - card.refunded_minor, (self.sale, card)
            assert owed == card.shortfall_minor, (self.sale, card)
        if self.sale.state in (*FINAL, S.REFUSED, S.ENDED):
            assert all(card.state not in ("held", "asked") for card in self.cards.values()), self.sale


Cards.TestCase.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
test_no_money_of_a_card_is_lost_or_doubled = Cards.TestCase
