"""What a pump's word settles without a till: a prepayment delivered exactly, or one for which nothing was delivered."""

from motorway_kit.db import Connection
from motorway_kit.errors import MotorwayError
from motorway_kit.log import get_logger

from pos.app.tickets import complete_if_settled
from pos.domain.sale import Sale, SaleChanged, SaleState
from pos.parts import Pos

log = get_logger(__name__)

OVER = (SaleState.REFUSED, SaleState.ENDED)


async def settled(conn: Connection, parts: Pos, sale: Sale) -> Sale:
    """The saved sale, cleared or its prepayment given back if that needs no till.

    What the pump said stands, whatever prevents this: a till can do it later. Raises SaleChanged.
    """
    needs_nobody = sale.state is SaleState.PAYABLE and sale.due_minor <= 0
    if not needs_nobody and not (sale.state in OVER and sale.tendered_minor):
        return sale
    try:
        async with conn.transaction():
            return await complete_if_settled(conn, parts, sale)
    except SaleChanged:
        raise
    except MotorwayError as error:
        log.warning("a till must settle the sale", site=sale.site_id, sale=sale.sale_id, reason=error.reason)
        return sale
