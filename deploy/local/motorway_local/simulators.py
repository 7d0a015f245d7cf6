"""The processes that play what cannot be here: forecourts, the people at the tills, a receipt printer, and Stripe."""

from motorway_local import demo, sites
from motorway_local.platform import HOST, Platform
from motorway_local.program import Program
from motorway_local.services import python_env

WEBHOOKS = "/api/v1/webhooks/stripe"
_FAMILIES = {
    "payment_intent": "amount_capturable_updated canceled payment_failed processing requires_action succeeded",
    "charge": "captured expired refunded updated",
    "charge.dispute": "created updated closed funds_withdrawn funds_reinstated",
    "refund": "created updated failed",
    "setup_intent": "succeeded setup_failed requires_action canceled",
    "checkout.session": "completed expired",
    "terminal.reader": "action_succeeded action_failed action_updated",
}
EVENTS = tuple(f"{family}.{what}" for family, kinds in _FAMILIES.items() for what in kinds.split())
"""What an endpoint of the platform at Stripe has to be subscribed to."""
PRESENT_AFTER_S = 4
"""So long customers look for their card, once a reader asks for it."""


def simulator(platform: Platform) -> Program:
    """The simulated forecourts of the demo sites."""
    home = platform.home
    command = [platform.python, "-m", "forecourt_simulator", "run", "--sites", str(home / "sites.yaml")]
    command += ["--pki", str(home.pki / "sites"), "--ca", str(home.pki / "ca.pem")]
    command += ["--mqtt-host", HOST, "--mqtt-port", str(platform.ports["mosquitto"])]
    command += ["--state", str(home / "simulator"), "--control-bind", platform.address("simulator")]
    command += ["--speed", "1", "--seed", "1"]
    return Program("simulator", tuple(command), home.run, python_env(platform.code))


def stripe(platform: Platform) -> Program:
    """Stripe, without real money; what it holds outlives it. Its webhooks go to the api-gateway."""
    home = platform.home
    command = [platform.python, "-m", "stripe_simulator", "run", "--bind", platform.address("stripe")]
    command += ["--control-bind", platform.address("stripe_control"), "--state", str(home / "stripe" / "state.sqlite")]
    command += ["--webhook-url", f"{platform.url}{WEBHOOKS}", "--webhook-events", ",".join(EVENTS)]
    command += ["--present-after", str(PRESENT_AFTER_S)]
    secrets = {
        "STRIPE_SIMULATOR_KEYS": platform.secrets["stripe_key"],
        "STRIPE_SIMULATOR_WEBHOOK_SECRETS": platform.secrets["stripe_webhook"],
    }
    return Program("stripe", tuple(command), home.run, python_env(platform.code) | secrets)


def printing(platform: Platform) -> tuple[Program, Program]:
    """A receipt printer whose paper is its log, and the bridge that a till in a browser here prints through."""
    port, run = str(platform.ports["printer"]), platform.home.run
    paper = [platform.python, "-m", "printer_simulator", "--port", port]
    bridge = [platform.python, "-m", "escpos_bridge", "--printer", f"tcp://{HOST}:{port}"]
    bridge += ["--port", str(platform.ports["print_bridge"]), "--origin", platform.url]
    bridge += ["--origin", platform.url.replace(HOST, "localhost")]
    env = python_env(platform.code)
    return Program("printer", tuple(paper), run, env), Program("print-bridge", tuple(bridge), run, env)


def cashiers(platform: Platform) -> Program:
    """Robots at the tills of the demo sites."""
    home = platform.home
    command = [platform.python, "-m", "cashier_simulator", "--url", platform.url]
    command += ["--key-file", str(demo.key_file(home)), "--account", demo.account_id()]
    for site in sites.parse(platform.sites):
        command += ["--site", site["site_id"]]
    return Program("cashiers", tuple(command), home.run, python_env(platform.code))
