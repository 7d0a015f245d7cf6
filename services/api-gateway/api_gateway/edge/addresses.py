"""Where a request comes from."""

from starlette.requests import Request


def client_address(request: Request) -> str:
    """The client's IP address: of the connection, or what a trusted proxy says of it; empty when unknown.

    The edge has put it into the request (`trusted_proxies`), so that audit, lock-out and limits speak of the same.
    """
    return request.client.host if request.client else ""
