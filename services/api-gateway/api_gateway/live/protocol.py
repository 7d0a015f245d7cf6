"""An HTTP server protocol whose connections can be handed over, as an upgrade to WebSocket would."""

import asyncio
from collections.abc import Callable
from typing import TypeAlias, cast

from starlette.types import Scope
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HAND_OVER = "motorway.hand_over"
HandOver: TypeAlias = Callable[[asyncio.Protocol], asyncio.Transport | None]


class HandOverProtocol(HttpToolsProtocol):
    """Offers `scope["extensions"]["motorway.hand_over"]`.

    A live stream then costs no task, no request and no parser while it is open, and the hub writes to its
    transport directly.
    """

    def on_message_begin(self) -> None:
        super().on_message_begin()
        cast("dict[str, object]", self.scope)["extensions"] = {HAND_OVER: self.hand_over}

    def hand_over(self, successor: asyncio.Protocol) -> asyncio.Transport | None:
        """Give the connection to another protocol once the response head is sent; None when it has gone."""
        if self.cycle.disconnected or self.transport.is_closing():
            return None
        self._unset_keepalive_if_required()
        self.flow.resume_reading()
        self.connections.discard(self)
        # For the server the exchange ends here, without a complaint about an unfinished response.
        self.cycle.disconnected = True
        self.transport.set_protocol(successor)
        return self.transport


def hand_over_of(scope: Scope) -> HandOver:
    return cast("HandOver", scope["extensions"][HAND_OVER])
