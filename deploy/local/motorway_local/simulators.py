"""The processes that play what cannot be here: forecourts, and the people at the tills."""

from motorway_local import demo, sites
from motorway_local.platform import HOST, Platform
from motorway_local.program import Program
from motorway_local.services import python_env


def simulator(platform: Platform) -> Program:
    """The simulated forecourts of the demo sites."""
    home = platform.home
    command = [platform.python, "-m", "forecourt_simulator", "run", "--sites", str(home / "sites.yaml")]
    command += ["--pki", str(home.pki / "sites"), "--ca", str(home.pki / "ca.pem")]
    command += ["--mqtt-host", HOST, "--mqtt-port", str(platform.ports["mosquitto"])]
    command += ["--state", str(home / "simulator"), "--control-bind", platform.address("simulator")]
    command += ["--speed", "1", "--seed", "1"]
    return Program("simulator", tuple(command), home.run, python_env(platform.code))


def cashiers(platform: Platform) -> Program:
    """Robots at the tills of the demo sites."""
    home = platform.home
    command = [platform.python, "-m", "cashier_simulator", "--url", platform.url]
    command += ["--key-file", str(demo.key_file(home)), "--account", demo.account_id()]
    for site in sites.parse(platform.sites):
        command += ["--site", site["site_id"]]
    return Program("cashiers", tuple(command), home.run, python_env(platform.code))
