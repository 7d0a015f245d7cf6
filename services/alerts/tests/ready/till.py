"""A till in a few lines: releases pumps, takes money, and tells what pos would tell."""

from collections.abc import Callable
from itertools import count

from forecourt_simulator.domain import State
from google.protobuf.message import Message
from motorway.iot.v1 import device_pb2
from motorway.pos.v1 import events_pb2, sale_pb2

SECOND_US = 1_000_000
RELEASE_AFTER_S = 4
PAY_AFTER_S = 150


class Till:
    """`obey` carries out an order at the forecourt, `tell` publishes an event of pos. Set the shares to misbehave."""

    def __init__(
        self,
        site_id: str,
        obey: Callable[[device_pb2.Command], device_pb2.CommandResponse],
        tell: Callable[[Message], None],
    ) -> None:
        self._site_id, self._obey, self._tell = site_id, obey, tell
        self.releases = self.takes_money = True
        self._calling: dict[int, int] = {}
        self._to_pay: list[tuple[int, sale_pb2.Sale]] = []
        self._totals: dict[tuple[int, int], int] = {}
        self._numbers = count(1)
        self.price_set = 0

    def hear_state(self, pump: int, state: device_pb2.PumpState, now_us: int) -> None:
        if state.state == State.CALLING.value:
            self._calling[pump] = now_us + RELEASE_AFTER_S * SECOND_US
        else:
            self._calling.pop(pump, None)

    def hear_transaction(self, pump: int, done: device_pb2.FuellingTransaction, now_us: int) -> None:
        """A sale to be paid; and a gap where the totaliser does not go on where it ended."""
        self._compare_totals(pump, done, now_us)
        if not done.volume_ml:
            return
        sale = sale_pb2.Sale(
            sale_id=done.release_token or f"unauthorised-{next(self._numbers)}",
            site_id=self._site_id,
            kind=sale_pb2.SALE_KIND_POST_PAY,
            state=sale_pb2.SALE_STATE_PAYABLE,
            origin=self._origin(done),
            currency=done.currency,
            pump=pump,
            total_minor=done.amount_minor,
            due_minor=done.amount_minor,
        )
        self._tell(events_pb2.SalePayable(sale=sale))
        self._to_pay.append((now_us + PAY_AFTER_S * SECOND_US, sale))

    def work(self, now_us: int) -> None:
        """What is due: releases, and customers at the till."""
        for pump in [pump for pump, due_us in self._calling.items() if due_us <= now_us and self.releases]:
            del self._calling[pump]
            self.order(authorise=device_pb2.Authorise(pump=pump, release_token=f"sale-{next(self._numbers)}"))
        while self.takes_money and self._to_pay and self._to_pay[0][0] <= now_us:
            self._settle(self._to_pay.pop(0)[1], sale_pb2.CLEARING_PAID, events_pb2.SaleCompleted)

    def order(self, **command: Message) -> device_pb2.CommandResponse:
        return self._obey(device_pb2.Command(command_id=f"c{next(self._numbers)}", **command))  # type: ignore[arg-type]

    def drive_off(self) -> sale_pb2.Sale:
        """The oldest customer who has not paid yet is gone."""
        _, sale = self._to_pay.pop(0)
        self._settle(sale, sale_pb2.CLEARING_DRIVE_OFF, events_pb2.DriveOffRecorded)
        return sale

    def pay_debt(self, sale: sale_pb2.Sale) -> None:
        ended = events_pb2.DebtEnded(debt_id="1", site_id=self._site_id, sale_id=sale.sale_id, kind="drive_off")
        self._tell(ended)

    def set_prices(self, pumps: range, nozzles: range) -> None:
        """Send the next set to every pump, and tell which of them did not confirm it."""
        self.price_set += 1
        refused = []
        for pump in pumps:
            prices = [device_pb2.NozzlePrice(pump=pump, nozzle=each, unit_price_milli=1500) for each in nozzles]
            order = device_pb2.SetPrices(price_set=self.price_set, prices=prices)
            if not self.order(set_prices=order).accepted:
                refused.append(pump)
        self.tell_prices(refused)

    def tell_prices(self, unconfirmed: list[int]) -> None:
        changed = events_pb2.PriceChanged(
            site_id=self._site_id, price_set=self.price_set, state="in_force", unconfirmed_pumps=unconfirmed
        )
        self._tell(changed)

    def _settle(
        self, sale: sale_pb2.Sale, clearing: "sale_pb2.Clearing.ValueType", event: Callable[..., Message]
    ) -> None:
        sale.state, sale.clearing, sale.due_minor = sale_pb2.SALE_STATE_CLEARED, clearing, 0
        self._tell(event(sale=sale))

    def _compare_totals(self, pump: int, done: device_pb2.FuellingTransaction, now_us: int) -> None:
        nozzle = (pump, done.nozzle)
        expected = self._totals.get(nozzle, done.volume_total_before_ml)
        self._totals[nozzle] = done.volume_total_after_ml
        if expected != done.volume_total_before_ml:
            gap = events_pb2.TotaliserGapFound(
                discrepancy_id=f"gap-{next(self._numbers)}",
                site_id=self._site_id,
                pump=pump,
                nozzle=done.nozzle,
                sequence=done.sequence,
                expected_ml=expected,
                found_ml=done.volume_total_before_ml,
            )
            gap.found_at.FromMicroseconds(now_us)
            self._tell(gap)

    def _origin(self, done: device_pb2.FuellingTransaction) -> "sale_pb2.SaleOrigin.ValueType":
        if done.release_token:
            return sale_pb2.SALE_ORIGIN_POS
        return sale_pb2.SALE_ORIGIN_OFFLINE if done.offline else sale_pb2.SALE_ORIGIN_UNAUTHORISED
