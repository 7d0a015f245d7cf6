"""What can be done with prices."""

from motorway_kit.db import Connection, Pool

from pos.db import prices as store
from pos.domain.price import PriceInForce, PriceMissing, PriceNotConfirmed, nozzle_prices
from pos.domain.site import Site


async def price_in_force(conn: "Pool | Connection", site: Site, pump: int) -> PriceInForce:
    """What the pump sells at now, each of its nozzles.

    Raises PriceMissing when no set is in force or it has no price for a nozzle's grade, PriceNotConfirmed when the
    pump did not confirm the set with these prices, PumpNotFound.
    """
    now = await store.pump_now(conn, site.site_id, pump)
    if now is None:
        raise PriceMissing("the site has no prices in force", site=site.site_id)
    prices = nozzle_prices(site.pump(pump), await store.prices_of(conn, site.site_id, now.price_set))
    if not now.confirmed or now.prices != prices:
        raise PriceNotConfirmed(
            "the pump has not confirmed the prices in force; it is closed for sale",
            site=site.site_id,
            pump=pump,
            price_set=now.price_set,
            why=now.reason,
        )
    return PriceInForce(now.price_set, prices)


async def prices_of(conn: "Pool | Connection", site_id: str, price_set: int) -> dict[tuple[str, str], int]:
    """(grade, service level) → unit price of any set there ever was; empty when there is no such set."""
    return await store.prices_of(conn, site_id, price_set)
