"""What is known of sales."""

from typing import NamedTuple

from motorway_access.caller import Scope, current_caller
from motorway_access.roles import Operation
from motorway_kit.db import Pool

from pos.app.desk import found_sale
from pos.db import debts, refunds, sales
from pos.db.sale_steps import Step, steps_of
from pos.db.sales import SaleFilter
from pos.domain.checks import check, check_line
from pos.domain.debt import Debt
from pos.domain.refund import Refund
from pos.domain.sale import Sale
from pos.domain.site_rules import MAX_NUMBER


class Whole(NamedTuple):
    """A sale with its time line and what came of it."""

    sale: Sale
    steps: list[Step]
    refunds: list[Refund]
    debt: Debt | None


async def get_sale(db: Pool, sale_id: str) -> Whole:
    """Raises SaleNotFound, NotAllowed."""
    sale = await found_sale(db, sale_id)
    current_caller().require(Operation.SALES_READ, sale.site_id)
    return Whole(
        sale,
        await steps_of(db, sale.sale_id),
        list(await refunds.refunds_of(db, sale.sale_id)),
        await debts.debt_of(db, sale.sale_id),
    )


async def list_sales(
    db: Pool, scope: Scope, wanted: SaleFilter, before: str | None, limit: int
) -> tuple[list[Sale], bool]:
    """At most `limit`, newest first, and whether there are more. Raises InvalidInput."""
    check_line(wanted.text, "text")
    check_line(wanted.shift_id, "shift_id")
    check(wanted.pump <= MAX_NUMBER, "pump", f"must be 0 to {MAX_NUMBER}")
    found = await sales.list_sales(db, scope, wanted, before, limit + 1)
    return found[:limit], len(found) > limit
