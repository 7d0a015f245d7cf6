"""The files that processes read."""

import configparser
import json
import re
import stat
from pathlib import Path

import pytest
import yaml
from forecourt_simulator.config import load_sites
from motorway_local import caller_keys, credentials, platform_env, sites
from motorway_local.engines import mosquitto, postgresql
from motorway_local.platform import Platform
from motorway_local.program import Program
from motorway_local.services import SERVICES
from motorway_local.simulators import cashiers, printing, simulator, stripe
from motorway_local.steps import StepFailed
from motorway_local.supervisor import configuration

SITES = Path(__file__).parents[2] / "sites.yaml"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_passwords_are_made_once_and_kept_private(tmp_path: Path) -> None:
    file = tmp_path / "secrets.json"
    first = credentials.load_or_make(file)
    assert credentials.load_or_make(file) == first
    assert len(set(first.values())) == len(credentials.NAMES)
    assert mode(file) == 0o600


def test_clients_find_everything_in_platform_env(platform: Platform) -> None:
    platform_env.save(platform)
    assert mode(platform.home.env_file) == 0o600
    known = platform_env.read(platform.home.env_file)
    assert known["URL"] == "http://127.0.0.1:20000"
    assert known["MQTT_PORT"] == "20066"
    for service in SERVICES:
        assert known[f"DATABASE_URL_{service.package.upper()}"].endswith(f"@127.0.0.1:20060/{service.package}")
        assert known[f"{service.package.upper()}_OPS"] == service.env(platform)["MOTORWAY_OPS_BIND"]


def test_no_service_knows_the_database_of_another_or_of_its_owner(platform: Platform) -> None:
    roles = {role for service in SERVICES for role in service.roles}
    for service in SERVICES:
        text = " ".join(service.env(platform).values())
        assert {role for role in roles if platform.secrets[f"database_{role}"] in text} == {service.package}


def test_the_gateway_does_not_own_its_tables(platform: Platform) -> None:
    known = platform_env.values(platform)
    assert [service.name for service in SERVICES if not service.owns_tables] == ["api-gateway"]
    assert "//api_gateway:" in known["DATABASE_URL_API_GATEWAY"]
    assert "//api_gateway_owner:" in known["OWNER_DATABASE_URL_API_GATEWAY"]


def test_only_the_gateway_signs_callers(platform: Platform) -> None:
    key = str(caller_keys.private_file(platform.home))
    assert [service.name for service in SERVICES if key in service.env(platform).values()] == ["api-gateway"]


def test_every_service_has_a_certificate_of_its_own(platform: Platform) -> None:
    names = ("MOTORWAY_GRPC_CERT_FILE", "MOTORWAY_GRPC_KEY_FILE")
    files = [service.env(platform)[name] for service in SERVICES for name in names]
    assert len(set(files)) == len(files)
    assert {service.env(platform)["MOTORWAY_GRPC_CA_FILE"] for service in SERVICES} == {
        str(platform.home.pki / "services" / "ca.pem")
    }


def test_a_home_of_the_first_step_gets_what_it_lacks_and_keeps_the_rest(tmp_path: Path) -> None:
    file = tmp_path / "secrets.json"
    before = {"admin": "a", "postgresql": "p", "database_api_gateway": "d", "token": "t"}
    file.write_text(json.dumps(before))
    secrets = credentials.load_or_make(file)
    assert {name: secrets[name] for name in before} == before
    assert len(secrets["key_secret"]) >= 32
    assert secrets["database_api_gateway_owner"]
    assert secrets["stripe_key"].startswith("sk_test_")
    assert secrets["stripe_webhook"].startswith("whsec_")


def test_stripe_and_the_payments_service_share_key_and_webhook_secret_and_nobody_else_has_them(
    platform: Platform,
) -> None:
    played = stripe(platform)
    for name in ("stripe_key", "stripe_webhook"):
        secret = platform.secrets[name]
        assert [service.name for service in SERVICES if secret in service.env(platform).values()] == ["payments"]
        assert secret in played.env.values()
        assert secret not in " ".join(played.command)


def test_the_supervisor_restarts_every_program_and_rotates_its_log(platform: Platform) -> None:
    programs = [
        *(service.program(platform) for service in SERVICES),
        stripe(platform),
        simulator(platform),
        *printing(platform),
        cashiers(platform),
    ]
    parser = configparser.RawConfigParser()
    parser.read_string(configuration(platform.home, programs))
    for program in programs:
        section = parser[f"program:{program.name}"]
        assert section["autorestart"] == "true"
        assert section["stdout_logfile"] == str(platform.home.log(program.name))
        assert section["stdout_logfile_maxbytes"] == "20MB"


def test_percent_signs_and_spaces_reach_the_program(platform: Platform) -> None:
    program = Program("odd", ("/bin/true", "a b"), platform.home.run, {"VALUE": "p%w d"})
    text = configuration(platform.home, [program])
    assert "command=/bin/true 'a b'\n" in text
    assert 'VALUE="p%%w d"' in text


@pytest.mark.parametrize(("memory_mb", "expected"), [(512, 128), (4096, 512), (64_000, 1024)])
def test_shared_buffers_follow_the_memory(memory_mb: int, expected: int) -> None:
    assert f"shared_buffers = {expected}MB\n" in postgresql.settings(1, memory_mb, timescaledb=False)


def test_timescaledb_is_loaded_when_it_is_there() -> None:
    assert "shared_preload_libraries = 'timescaledb'" in postgresql.settings(1, 1024, timescaledb=True)
    assert "shared_preload_libraries = ''" in postgresql.settings(1, 1024, timescaledb=False)


def test_nothing_weakens_what_postgresql_promises() -> None:
    assert not re.search("fsync|synchronous_commit|full_page_writes", postgresql.SETTINGS)


def test_every_site_topic_is_bound_to_the_user_name() -> None:
    patterns = [line for line in mosquitto.access_list().splitlines() if line.startswith("pattern")]
    assert len(patterns) == len(mosquitto.UP) + len(mosquitto.DOWN)
    assert all("motorway/v1/%u/" in line for line in patterns)


def test_the_platform_and_the_simulator_read_the_same_sites() -> None:
    told = {site["site_id"]: site for site in sites.parse(SITES.read_text())}
    simulated = {site.site_id: site for site in load_sites(SITES)}
    shape = {name: (len(site["pumps"]), len(site["tanks"])) for name, site in told.items()}
    assert shape == {"m25-cobham": (8, 4), "m1-leicester": (6, 3), "a14-cambridge": (4, 3)}
    assert shape == {name: (len(site.pumps), len(site.tanks)) for name, site in simulated.items()}
    assert not any("simulation" in site for site in told.values())


@pytest.mark.parametrize("text", ["", "sites: 3", "sites: [{name: x}]", "a: [", yaml.safe_dump({"sites": ["x"]})])
def test_a_file_that_holds_no_sites_is_refused(text: str) -> None:
    with pytest.raises(StepFailed, match="not readable"):
        sites.parse(text)
