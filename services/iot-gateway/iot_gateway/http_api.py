"""The HTTPS bridge (device messages from sensors that speak no MQTT, same certificates), and the revocation list."""

import asyncio
import ssl
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from motorway_kit.db import Pool
from motorway_kit.http import TlsFiles, http_door
from motorway_kit.http import app as http_app
from motorway_kit.runtime import Runtime
from motorway_kit.tracing import current_traceparent
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from iot_gateway import pki
from iot_gateway.db import devices as store
from iot_gateway.domain.errors import (
    CertificateRevoked,
    ForeignSite,
    NotConfirmed,
    Overloaded,
    PayloadTooLarge,
    RefusedMessage,
)
from iot_gateway.domain.messages import MAX_PAYLOAD_BYTES
from iot_gateway.domain.topics import ROOT
from iot_gateway.ingest import Arrival, Ingest
from iot_gateway.pki import Authority
from iot_gateway.settings import IotGatewaySettings

CONFIRM_TIMEOUT_S = 20.0


class MutualTlsProtocol(HttpToolsProtocol):
    """Shows the client's verified certificate to the application, as `request.state.certificate`."""

    def on_message_begin(self) -> None:
        super().on_message_begin()
        tls: ssl.SSLObject | None = self.transport.get_extra_info("ssl_object")
        self.scope["state"]["certificate"] = tls.getpeercert() if tls else None


class HttpReceipt:
    """Ends the request's wait."""

    def __init__(self) -> None:
        self.outcome: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def stored(self) -> None:
        if not self.outcome.done():
            self.outcome.set_result(None)

    def refused(self, error: RefusedMessage) -> None:
        if not self.outcome.done():
            self.outcome.set_exception(error)


async def open_doors(
    runtime: Runtime, settings: IotGatewaySettings, db: Pool, ingest: Ingest, issuer: Authority
) -> None:
    """The bridge, for devices with a certificate of our authority; where it is wanted, the list of revoked ones."""
    tls = TlsFiles(settings.bridge_cert_file, settings.bridge_key_file, settings.ca_file)
    await runtime.door(http_door(settings.bridge_bind, bridge(ingest, db), tls=tls, protocol=MutualTlsProtocol))
    if settings.crl_bind:
        await runtime.door(http_door(settings.crl_bind, revocations(db, issuer)))


def revocations(db: Pool, issuer: Authority) -> FastAPI:
    """`GET /crl.pem`: open, as revocation lists are; as the database has it, so that any replica may be asked."""
    api = http_app("Motorway Petroleum revocation list", "1")

    @api.get("/crl.pem")
    async def crl() -> Response:
        revoked = await store.revoked(db)
        return Response(issuer.crl(revoked, pki.utc_now()), media_type="application/x-pem-file")

    return api


def bridge(ingest: Ingest, db: Pool) -> FastAPI:
    """`POST /v1/ingest/{site}/{rest of the topic}` answers 202 when the message is safe."""
    api = http_app("Motorway Petroleum device bridge", "1")

    @api.post("/v1/ingest/{site}/{rest:path}", status_code=202)
    async def take(site: str, rest: str, request: Request) -> JSONResponse:
        await _authorise(db, site, request.state.certificate)
        if ingest.full:
            raise Overloaded("too much waits to be stored, send it again later")
        receipt = HttpReceipt()
        payload = await _body(request)
        content_type, topic = request.headers.get("content-type"), f"{ROOT}/{site}/{rest}"
        ingest.accept(Arrival(topic, payload, content_type, None, receipt, current_traceparent()))
        try:
            async with asyncio.timeout(CONFIRM_TIMEOUT_S):
                await receipt.outcome
        except TimeoutError as error:
            raise NotConfirmed("not stored yet, send it again: it will be taken once") from error
        return JSONResponse({"stored": True}, 202)

    return api


async def _authorise(db: Pool, site: str, certificate: Any) -> None:
    """Raises ForeignSite, CertificateRevoked. The chain was checked by TLS."""
    if certificate is None or _common_name(certificate) != site:
        raise ForeignSite("the certificate is not this site's", site=site)
    device = await store.device_by_serial(db, certificate["serialNumber"])
    if device is not None and device.revoked_at is not None:
        raise CertificateRevoked("the certificate was revoked", site=site)


def _common_name(certificate: Any) -> str:
    names = [value for part in certificate["subject"] for name, value in part if name == "commonName"]
    return str(names[0]) if len(names) == 1 else ""


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_PAYLOAD_BYTES:
            raise PayloadTooLarge(f"a payload has at most {MAX_PAYLOAD_BYTES} bytes")
    return bytes(body)
