"""Which sites there are, as the pos service knows."""

from collections.abc import Iterable, Sequence

from api_gateway.clients import Service, unknown_sites
from api_gateway.domain.administration import UnknownSite, require_known_sites
from api_gateway.domain.grants import Binding


async def require_existing(pos: Service, bindings: Sequence[Binding]) -> None:
    """Raises UnknownSite, which names the field; NotAllowed for a caller who may not read them."""
    sites = sorted({binding.site for binding in bindings if binding.site})
    require_known_sites(bindings, await unknown_sites(pos, sites))


async def require_sites(pos: Service, sites: Sequence[str], known: Iterable[str] = ()) -> None:
    """Those that are not known to exist already. Raises UnknownSite, which names the place in `sites`."""
    unknown = set(await unknown_sites(pos, sorted(set(sites).difference(known))))
    for place, site in enumerate(sites):
        if site in unknown:
            raise UnknownSite(f"there is no site {site}", field=f"sites.{place}")


async def require_site(pos: Service, site: str) -> None:
    """Raises UnknownSite."""
    if await unknown_sites(pos, [site]):
        raise UnknownSite(f"there is no site {site}", field="site")
