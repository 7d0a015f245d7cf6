"""Secrets of the namespace in which this runs, through the API of Kubernetes."""

import base64
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

ACCOUNT = Path("/var/run/secrets/kubernetes.io/serviceaccount")
TIMEOUT_S = 10.0
NOT_FOUND = 404


class ClusterRefused(Exception):
    """The cluster did not do what it was asked for; says what it said."""


@dataclass(frozen=True)
class Secrets:
    """`owner`: what is put on every secret, so that a person sees whose it is."""

    http: httpx.Client
    namespace: str
    labels: Mapping[str, str]

    def read(self, name: str) -> dict[str, bytes] | None:
        """None where there is none. Raises ClusterRefused."""
        answer = self.http.get(f"{self._path}/{name}")
        if answer.status_code == NOT_FOUND:
            return None
        found: Mapping[str, str] = _checked(answer).get("data") or {}
        return {key: base64.b64decode(value) for key, value in found.items()}

    def write(self, name: str, data: Mapping[str, bytes]) -> bool:
        """Whether anything had to change. Raises ClusterRefused."""
        known = self.read(name)
        if known == dict(data):
            return False
        document = self._document(name, data)
        if known is None:
            _checked(self.http.post(self._path, json=document))
        else:
            _checked(self.http.put(f"{self._path}/{name}", json=document))
        return True

    @property
    def _path(self) -> str:
        return f"/api/v1/namespaces/{self.namespace}/secrets"

    def _document(self, name: str, data: Mapping[str, bytes]) -> dict[str, Any]:
        encoded = {key: base64.b64encode(value).decode() for key, value in data.items()}
        metadata = {"name": name, "namespace": self.namespace, "labels": dict(self.labels)}
        return {"apiVersion": "v1", "kind": "Secret", "type": "Opaque", "metadata": metadata, "data": encoded}


def here(labels: Mapping[str, str], account: Path = ACCOUNT, url: str = "https://kubernetes.default.svc") -> Secrets:
    """As the service account of this pod. Raises FileNotFoundError outside of a cluster."""
    trust = ssl.create_default_context(cafile=str(account / "ca.crt"))
    headers = {"Authorization": f"Bearer {(account / 'token').read_text().strip()}"}
    http = httpx.Client(base_url=url, headers=headers, verify=trust, timeout=TIMEOUT_S)
    return Secrets(http, (account / "namespace").read_text().strip(), labels)


def _checked(answer: httpx.Response) -> dict[str, Any]:
    if answer.is_error:
        raise ClusterRefused(
            f"{answer.request.method} {answer.request.url.path}: {answer.status_code} {answer.text[:500]}"
        )
    document: dict[str, Any] = answer.json()
    return document
