"""EMQX by its operator is told to let in and allow what Mosquitto does. There is no EMQX here to try it."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from motorway_local.engines.mosquitto import DOWN, GATEWAY, UP
from motorway_setup import material
from motorway_setup.names import cluster_hosts

from deploy.helm.tests.rendering import NAME, SIZES, Document, of_kind, rendered

CHOSEN = ("--set", "mqtt.mode=operator")
TLS = {
    "cacertfile": '"/etc/motorway/tls/ca.crt"',
    "certfile": '"/etc/motorway/tls/tls.crt"',
    "keyfile": '"/etc/motorway/tls/tls.key"',
    "verify": "verify_peer",
    "fail_if_no_peer_cert": "true",
    "versions": '["tlsv1.3", "tlsv1.2"]',
    "reuse_sessions": "false",
}


@pytest.fixture(scope="module")
def documents() -> tuple[Document, ...]:
    return rendered("values-small", *CHOSEN)


@pytest.fixture(scope="module")
def settings(documents: tuple[Document, ...]) -> dict[str, str]:
    return flat(emqx(documents)["spec"]["config"]["data"])


def emqx(documents: tuple[Document, ...]) -> Document:
    (found,) = of_kind(documents, "EMQX")
    return found


def flat(hocon: str) -> dict[str, str]:
    """Path and value of each setting, of as much of HOCON as the chart writes."""
    found, path = {}, list[str]()
    for line in (each.strip() for each in hocon.splitlines()):
        if line.endswith("{"):
            path.append(line.removesuffix("{").strip())
        elif line == "}":
            path.pop()
        elif line and not line.startswith("#"):
            name, _, value = line.partition(" = ")
            found[".".join([*path, name])] = value
    assert not path
    return found


def named(documents: tuple[Document, ...], kind: str, name: str) -> Document:
    (found,) = (each for each in of_kind(documents, kind) if each["metadata"]["name"] == f"{NAME}-{name}")
    return found


def test_nobody_gets_in_without_a_certificate(settings: dict[str, str]) -> None:
    listeners = {path: value for path, value in settings.items() if path.startswith("listeners.")}
    off = {f"listeners.{kind}.default.enable": "false" for kind in ("tcp", "ws", "wss")}
    on = {
        f"listeners.ssl.{name}.{setting}": value
        for name, port in (("default", 8883), ("gateway", 8884))
        for setting, value in (
            {f"ssl_options.{key}": value for key, value in TLS.items()} | {"bind": f'"0.0.0.0:{port}"'}
        ).items()
    }
    assert listeners == off | on | {"listeners.ssl.default.ssl_options.enable_crl_check": "true"}
    assert settings["mqtt.peer_cert_as_username"] == "cn"


def test_a_site_may_do_what_it_may_do_at_mosquitto(documents: tuple[Document, ...], settings: dict[str, str]) -> None:
    assert settings["authorization.no_match"] == "deny"
    assert '"/etc/motorway/access/acl.conf"' in settings["authorization.sources"]
    rules = named(documents, "ConfigMap", "emqx-access")["data"]["acl.conf"].replace("\n", "").split("}.")
    assert [re.sub(r" \[.*", "", rule) for rule in rules] == [
        f'{{allow, {{username, "{GATEWAY}"}}, all,',
        "{allow, all, publish,",
        "{allow, all, subscribe,",
        "{deny, all",
        "",
    ]
    mine, up, down = (re.findall(r'"(motorway/[^"]+)"', rule) for rule in rules[:3])
    assert mine == ["motorway/v1/#"]
    assert up == [f"motorway/v1/${{username}}/{topic}" for topic in UP]
    assert down == [f"motorway/v1/${{username}}/{topic}" for topic in DOWN]


def test_its_limits_are_those_of_mosquitto(settings: dict[str, str]) -> None:
    assert settings["mqtt.max_packet_size"] == "1MB"
    assert settings["mqtt.max_mqueue_len"] == "infinity"
    assert settings["force_shutdown.max_heap_size"] == "512MB"


def test_it_fetches_the_list_where_the_certificates_say(
    documents: tuple[Document, ...], settings: dict[str, str]
) -> None:
    given = environment(named(documents, "StatefulSet", "iot-gateway"))
    service = named(documents, "Service", "crl")
    (port,) = (each["port"] for each in service["spec"]["ports"])
    assert given["MOTORWAY_CRL_URL"] == f"http://{service['metadata']['name']}:{port}/crl.pem"
    assert settings["crl_cache.refresh_interval"] == f"{given['MOTORWAY_EMQX_CRL_REFRESH_S']}s" == "60s"


def environment(workload: Document) -> dict[str, Any]:
    variables = workload["spec"]["template"]["spec"]["containers"][0]["env"]
    return {each["name"]: each.get("value") for each in variables}


@pytest.mark.parametrize("seconds", [0, 59, 901])
def test_a_list_that_emqx_would_not_read_so_often_is_refused(seconds: int) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        rendered("values-small", *CHOSEN, "--set", f"mqtt.crlRefreshSeconds={seconds}")


def test_the_gateway_reaches_it_by_a_name_of_its_certificate(documents: tuple[Document, ...]) -> None:
    given = environment(named(documents, "StatefulSet", "iot-gateway"))
    ports = {each["port"] for each in named(documents, "Service", "emqx")["spec"]["ports"]}
    assert given["MOTORWAY_MQTT_HOST"] == f"{NAME}-emqx"
    assert int(given["MOTORWAY_MQTT_PORT"]) in ports
    assert given["MOTORWAY_EMQX_URL"] == f"http://{NAME}-emqx:18083"
    assert given["MOTORWAY_MQTT_HOST"] in cluster_hosts(NAME, "fuel", "example.org")["mosquitto"]
    certificate = named(rendered("values-standard", *CHOSEN), "Certificate", "mosquitto-tls")
    assert given["MOTORWAY_MQTT_HOST"] in certificate["spec"]["dnsNames"]


def test_its_secrets_are_made(documents: tuple[Document, ...], tmp_path: Path) -> None:
    made = material.make(tmp_path, {})["emqx"]
    (key,) = emqx(documents)["spec"]["bootstrapAPIKeys"]
    (password,) = emqx(documents)["spec"]["coreTemplate"]["spec"]["env"]
    wanted = {each["secretKey"] for each in key["secretRef"].values()}
    assert wanted | {password["valueFrom"]["secretKeyRef"]["key"]} == set(made)
    (role,) = of_kind(documents, "Role")
    assert f"{NAME}-emqx" in next(rule["resourceNames"] for rule in role["rules"] if "resourceNames" in rule)


def test_who_reaches_which_door(documents: tuple[Document, ...]) -> None:
    policy = named(documents, "NetworkPolicy", "emqx")["spec"]
    doors: dict[int, list[Any]] = {}
    for rule in policy["ingress"]:
        for port in rule.get("ports", ()):
            doors.setdefault(port["port"], []).extend(rule.get("from", ["anybody"]))
    assert doors[8883] == ["anybody"]
    assert [peer["podSelector"]["matchLabels"]["app.kubernetes.io/component"] for peer in doors[8884]] == [GATEWAY]
    assert [next(iter(peer)) for peer in doors[18083]] == ["podSelector", "namespaceSelector"]
    labels = emqx(documents)["spec"]["coreTemplate"]["metadata"]["labels"]
    devices = named(documents, "Service", "devices")["spec"]
    assert labels == policy["podSelector"]["matchLabels"] == devices["selector"]
    assert [port["port"] for port in devices["ports"]] == [8883]


def test_it_is_there_instead_of_mosquitto(documents: tuple[Document, ...]) -> None:
    assert f"{NAME}-mosquitto" not in {each["metadata"]["name"] for each in documents}
    for size in SIZES:
        as_it_is = rendered(size)
        assert of_kind(as_it_is, "EMQX") == []
        assert "MOTORWAY_CRL_URL" not in environment(named(as_it_is, "StatefulSet", "iot-gateway"))
