"""What is done from time to time."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta

from motorway_kit.db import FAILURES, Pool
from motorway_kit.log import get_logger
from motorway_kit.runtime import Runtime

from iot_gateway import metrics, pki
from iot_gateway.app import devices, messages
from iot_gateway.clients import Broker
from iot_gateway.db import devices as device_rows
from iot_gateway.db import messages as message_rows
from iot_gateway.db import orders as order_rows
from iot_gateway.pki import Authority
from iot_gateway.settings import IotGatewaySettings
from iot_gateway.site_numbers import MAX_SITES, SiteNumbers

log = get_logger(__name__)

TOUCH_S = 10.0
MINUTE_S, DAY_S = 60.0, 86_400.0


async def every(seconds: float, what: str, action: Callable[[], Awaitable[None]]) -> None:
    """Now and then again, for ever; a failure waits for the next time."""
    while True:
        try:
            await action()
        except FAILURES as error:
            log.warning("put off", what=what, error=str(error))
        await asyncio.sleep(seconds)


class Housekeeping:
    def __init__(self, db: Pool, settings: IotGatewaySettings, numbers: SiteNumbers) -> None:
        self._db, self._settings, self._numbers = db, settings, numbers
        self._touched: dict[str, float] = {}

    def open(self, runtime: Runtime, authority: Authority, broker: Broker) -> None:
        for name, work in self._work(authority, broker).items():
            runtime.background(name, work)

    def _work(self, authority: Authority, broker: Broker) -> dict[str, Coroutine[None, None, None]]:
        work = {
            "touch": every(TOUCH_S, "last seen", self._touch),
            "expiry": every(MINUTE_S, "certificate ends", self._measure),
            "prune": every(60 * MINUTE_S, "pruning", self._prune),
            "crl": every(DAY_S, "revocations", lambda: devices.renew_revocations(self._db, authority, broker)),
        }
        if emqx := broker.emqx:
            pause_s = emqx.crl_refresh_s / 2
            work["cut"] = every(pause_s, "cut revoked", lambda: devices.cut_revoked(self._db, broker, emqx))
        return work

    async def _touch(self) -> None:
        heard = {site: at_s for site, at_s in self._numbers.heard.items() if at_s != self._touched.get(site)}
        await messages.touch_controllers(self._db, heard)
        self._touched.update(heard)

    async def _measure(self) -> None:
        for site, ends in (await device_rows.certificate_ends(self._db))[:MAX_SITES]:
            metrics.device_certificate_expiry.labels(site).set(ends.timestamp())
        used = {
            "mqtt": self._settings.mqtt_cert_file,
            "bridge": self._settings.bridge_cert_file,
            "issuer": self._settings.issuer_cert_file,
        }
        for use, file in used.items():
            metrics.own_certificate_expiry.labels(use).set(pki.certificate_end(file).timestamp())

    async def _prune(self) -> None:
        oldest = pki.utc_now() - timedelta(days=self._settings.quarantine_retention_days)
        await message_rows.prune_quarantine(self._db, oldest, self._settings.quarantine_max_messages)
        retention = timedelta(days=self._settings.command_retention_days)
        await order_rows.prune_orders(self._db, pki.utc_now() - retention)
