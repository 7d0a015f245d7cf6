"""Secrets, against a server that answers as the API of Kubernetes does."""

import base64

import httpx
import pytest
from motorway_setup.cluster import ClusterRefused, Secrets


class Api:
    """One namespace's secrets, as they came."""

    def __init__(self) -> None:
        self.stored: dict[str, dict[str, object]] = {}
        self.writes = 0

    def answer(self, request: httpx.Request) -> httpx.Response:
        name = request.url.path.partition("/secrets")[2].strip("/")
        if request.method == "GET":
            found = self.stored.get(name)
            return httpx.Response(200, json=found) if found else httpx.Response(404, json={"reason": "NotFound"})
        document = httpx.Response(200, content=request.content).json()
        self.writes += 1
        self.stored[document["metadata"]["name"]] = document
        return httpx.Response(200, json=document)


@pytest.fixture
def api() -> Api:
    return Api()


@pytest.fixture
def secrets(api: Api) -> Secrets:
    http = httpx.Client(base_url="https://cluster", transport=httpx.MockTransport(api.answer))
    return Secrets(http, "fuel", {"app.kubernetes.io/instance": "mp"})


def test_a_secret_is_written_once_and_then_as_it_was(secrets: Secrets, api: Api) -> None:
    assert secrets.read("mp-pos") is None
    assert secrets.write("mp-pos", {"password": b"x"})
    assert not secrets.write("mp-pos", {"password": b"x"})
    assert secrets.write("mp-pos", {"password": b"y"})
    assert secrets.read("mp-pos") == {"password": b"y"}
    assert api.writes == 2
    assert api.stored["mp-pos"]["data"] == {"password": base64.b64encode(b"y").decode()}
    assert api.stored["mp-pos"]["metadata"] == {
        "name": "mp-pos",
        "namespace": "fuel",
        "labels": {"app.kubernetes.io/instance": "mp"},
    }


def test_what_the_cluster_says_is_said(secrets: Secrets) -> None:
    refusing = httpx.MockTransport(lambda _: httpx.Response(403, json={"message": "secrets is forbidden"}))
    refused = Secrets(httpx.Client(base_url="https://cluster", transport=refusing), "fuel", {})
    with pytest.raises(ClusterRefused, match=r"403.*forbidden"):
        refused.write("mp-pos", {})
