"""The names in the network by which the owners of certificates are known."""

from motorway_local.services import SERVICES

NAMES = (*(service.name for service in SERVICES), "mosquitto", "bridge")
BRIDGE_OF = {"bridge": "iot-gateway"}
"""Whose door it is: the bridge has a certificate of its own, and the iot-gateway's name."""
INSTEAD_OF = {"mosquitto": "emqx"}
"""Who may stand in its place, with its certificate."""
FOR_DEVICES = {"mosquitto": "mqtt", "bridge": "bridge"}
"""What devices call them under the public domain."""


def compose_hosts() -> dict[str, list[str]]:
    return {name: [BRIDGE_OF.get(name, name)] for name in NAMES}


def cluster_hosts(release: str, namespace: str, domain: str) -> dict[str, list[str]]:
    """Short and full names of the Kubernetes services; what devices meet, also under the domain."""
    hosts = {}
    for name in NAMES:
        shorts = [f"{release}-{BRIDGE_OF.get(name, name)}"]
        shorts += [f"{release}-{INSTEAD_OF[name]}"] if name in INSTEAD_OF else []
        ends = ("", f".{namespace}", f".{namespace}.svc", f".{namespace}.svc.cluster.local")
        hosts[name] = [f"{short}{end}" for short in shorts for end in ends]
        hosts[name] += [f"{FOR_DEVICES[name]}.{domain}"] if domain and name in FOR_DEVICES else []
    return hosts
