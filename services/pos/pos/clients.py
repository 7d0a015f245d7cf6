"""Outward calls: orders to pumps through the iot-gateway, tank readings from telemetry, cards through payments."""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from google.protobuf.timestamp_pb2 import Timestamp
from motorway.iot.v1 import device_pb2, iot_pb2, iot_pb2_grpc
from motorway.payments.v1 import payment_pb2, payments_pb2, payments_pb2_grpc
from motorway.telemetry.v1 import telemetry_pb2, telemetry_pb2_grpc
from motorway_access.caller import acting, service_caller
from motorway_access.guard import outgoing
from motorway_access.tokens import Signer
from motorway_kit.errors import Unavailable
from motorway_kit.grpc_client import DEADLINE_S, Remote, remote

from pos.settings import PosSettings

MOST_INT, MOST_BIGINT = 2**31 - 1, 2**63 - 1
COMMAND_DEADLINE_S = 8.0
"""Longer than the iot-gateway waits for a controller, so that it is the one who says that nobody answered."""


CLAIM_DEADLINE_S = 3.0
"""A customer waits for the pump, and the order to it must be sent within five seconds."""


class AnswerUnreadable(Unavailable):
    """The controller answered, but with what no pump can say: nothing is known of the outcome."""


@dataclass(frozen=True)
class Asked:
    """A service that pos asks, for the caller of the block."""

    remote: Remote
    signer: Signer

    @contextmanager
    def by_itself(self) -> Iterator[None]:
        """What is asked in the block is asked by the service, not by a person."""
        with acting(service_caller("pos"), self.signer.sign):
            yield


@dataclass(frozen=True)
class Pumps(Asked):
    """Each order returns the controller's answer, accepted or refused (`refusal_code` is IFSF's).

    Raises NoAnswer (Timeout) or AnswerUnreadable when nothing is known of its outcome, NotConnected or Unavailable when
    it was not sent.
    """

    async def authorise(self, site: str, order: device_pb2.Authorise, key: str) -> device_pb2.CommandResponse:
        request = iot_pb2.AuthorisePumpRequest(site=site, authorise=order, idempotency_key=key)
        return await self._answer("AuthorisePump", request)

    async def control(
        self, site: str, pump: int, action: device_pb2.PumpAction.ValueType, key: str
    ) -> device_pb2.CommandResponse:
        control = device_pb2.Control(pump=pump, action=action)
        request = iot_pb2.ControlPumpRequest(site=site, control=control, idempotency_key=key)
        return await self._answer("ControlPump", request)

    async def stop(self, site: str, pump: int, key: str) -> device_pb2.CommandResponse:
        """Emergency stop; pump 0 is the whole site."""
        request = iot_pb2.StopForecourtRequest(site=site, pump=pump, idempotency_key=key)
        return await self._answer("StopForecourt", request)

    async def start(self, site: str, pump: int, key: str) -> device_pb2.CommandResponse:
        """Ends an emergency stop; pump 0 is the whole site."""
        request = iot_pb2.StartForecourtRequest(site=site, pump=pump, idempotency_key=key)
        return await self._answer("StartForecourt", request)

    async def set_prices(self, site: str, order: device_pb2.SetPrices, key: str) -> device_pb2.CommandResponse:
        request = iot_pb2.SetPricesRequest(site=site, set_prices=order, idempotency_key=key)
        return await self._answer("SetPrices", request)

    async def show_prices(self, site: str, order: device_pb2.ShowPrices, key: str) -> device_pb2.CommandResponse:
        request = iot_pb2.ShowPricesRequest(site=site, show_prices=order, idempotency_key=key)
        return await self._answer("ShowPrices", request)

    async def skip_transactions(self, site: str, pump: int, first: int, last: int) -> None:
        """Transactions with these numbers will never come."""
        request = iot_pb2.SkipTransactionsRequest(site=site, pump=pump, first=first, last=last)
        await self.remote.call("SkipTransactions", request)

    async def ask(self, site: str, pump: int) -> Sequence[device_pb2.PumpReport]:
        """How the pump is at this moment, by its own word; pump 0 is the whole site."""
        return (await self.reports(site, pump)).pumps

    async def reports(self, site: str, pump: int) -> device_pb2.CommandResponse:
        """As `ask`, with the time of the answer by the site's clock."""
        return await self._answer("AskPumps", iot_pb2.AskPumpsRequest(site=site, pump=pump))

    async def _answer(self, method: str, request: object) -> device_pb2.CommandResponse:
        answer = await self.remote.call(method, request, timeout_s=COMMAND_DEADLINE_S)
        response: device_pb2.CommandResponse = answer.response
        if not _readable(response):
            raise AnswerUnreadable("the controller's answer cannot be read")
        return response


def _readable(response: device_pb2.CommandResponse) -> bool:
    """Nobody has checked it before: a controller may answer anything."""
    try:
        response.time.ToDatetime(UTC)
    except (ValueError, OverflowError):
        return False
    refusal = response.refusal_reason.isprintable() and response.refusal_code <= MOST_INT
    return refusal and all(map(_is_of_a_pump, response.pumps))


def _is_of_a_pump(report: device_pb2.PumpReport) -> bool:
    numbers = max(report.pump, report.nozzle) <= MOST_INT and report.last_sequence <= MOST_BIGINT
    return numbers and report.release_token.isprintable() and report.last_release_token.isprintable()


@dataclass(frozen=True)
class Readings(Asked):
    """What the tank gauges measured."""

    async def tank_series(
        self, site: str, tank: int, metric: str, start: datetime, end: datetime
    ) -> telemetry_pb2.GetSeriesResponse:
        """Readings of a tank's metric in a range, at most 1,000 points. Raises Unavailable, Timeout."""
        request = telemetry_pb2.GetSeriesRequest(
            site=site, device=f"tank/{tank}", metric=metric, start=_stamp(start), end=_stamp(end)
        )
        with self.by_itself():
            response = await self.remote.call("GetSeries", request)
        assert isinstance(response, telemetry_pb2.GetSeriesResponse)
        return response


@dataclass(frozen=True)
class Cards(Asked):
    """Payments by card. Raises Timeout or Unavailable when nothing is known of the outcome."""

    async def claim(self, payment_id: str, sale_id: str, site: str) -> payment_pb2.Payment:
        """The approved hold is the sale's from now on. Raises PaymentNotFound, PaymentNotAuthorised, PaymentClaimed."""
        request = payments_pb2.ClaimPaymentRequest(payment_id=payment_id, sale_id=sale_id, site_id=site)
        return await self._payment("ClaimPayment", request, CLAIM_DEADLINE_S)

    async def start(self, request: payments_pb2.StartPaymentRequest) -> payment_pb2.Payment:
        """Once for each payment id. Raises what payments refuses it with."""
        return await self._payment("StartPayment", request)

    async def get(self, payment_id: str) -> payment_pb2.Payment:
        """Raises PaymentNotFound."""
        return await self._payment("GetPayment", payments_pb2.GetPaymentRequest(payment_id=payment_id))

    async def cancel(self, payment_id: str, reason: str) -> payment_pb2.Payment:
        """As it then is: VOIDING while that is not known. Raises PaymentNotFound, PaymentCaptured, PaymentClaimed."""
        request = payments_pb2.CancelPaymentRequest(payment_id=payment_id, reason=reason)
        return await self._payment("CancelPayment", request)

    async def _payment(self, method: str, request: object, timeout_s: float = DEADLINE_S) -> payment_pb2.Payment:
        answer = await self.remote.call(method, request, timeout_s=timeout_s)
        payment: payment_pb2.Payment = answer.payment
        return payment


class Neighbours(NamedTuple):
    """The services that pos asks."""

    pumps: Pumps
    readings: Readings
    cards: Cards


def _stamp(at: datetime) -> Timestamp:
    stamp = Timestamp()
    stamp.FromDatetime(at)
    return stamp


@asynccontextmanager
async def neighbours(settings: PosSettings) -> AsyncIterator[Neighbours]:
    """Channels; nobody need be there. Raises OSError or ValueError for a key that cannot be read."""
    signer = Signer.load(settings.service_key_file)
    tls = settings.grpc_tls
    async with (
        remote(iot_pb2_grpc.IotGatewayServiceStub, settings.iot_gateway_address, tls=tls, metadata=outgoing) as iot,
        remote(
            telemetry_pb2_grpc.TelemetryServiceStub, settings.telemetry_address, tls=tls, metadata=outgoing
        ) as telemetry,
        remote(payments_pb2_grpc.PaymentsServiceStub, settings.payments_address, tls=tls, metadata=outgoing) as cards,
    ):
        yield Neighbours(Pumps(iot, signer), Readings(telemetry, signer), Cards(cards, signer))
