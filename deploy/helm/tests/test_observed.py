"""Traces and reports of errors leave when a value names where to, and nothing of it is there before."""

from deploy.helm.tests.rendering import Document, of_kind, rendered

ASKED = ("--set", "otlpEndpoint=http://collector.monitoring:4318", "--set", "sentry.secret=errors")
NAMES = {
    "OTEL_EXPORTER_OTLP_ENDPOINT",
    "OTEL_TRACES_SAMPLER",
    "OTEL_TRACES_SAMPLER_ARG",
    "MOTORWAY_SENTRY_DSN",
    "SENTRY_ENVIRONMENT",
    "SENTRY_RELEASE",
}


def _environment(pod: Document) -> dict[str, Document]:
    (container,) = pod["spec"]["template"]["spec"]["containers"]
    return {one["name"]: one for one in container["env"]}


def _services(*options: str) -> list[Document]:
    found = of_kind(rendered("values", *options), "Deployment", "StatefulSet")
    return [pod for pod in found if "MOTORWAY_OPS_BIND" in str(pod)]


def test_what_is_recorded_goes_where_the_values_say() -> None:
    services = _services(*ASKED)
    assert len(services) == 6
    for service in services:
        told = _environment(service)
        assert told.keys() >= NAMES
        assert told["OTEL_TRACES_SAMPLER_ARG"]["value"] == "0.01"
        assert told["MOTORWAY_SENTRY_DSN"]["valueFrom"] == {"secretKeyRef": {"name": "errors", "key": "dsn"}}
    policies = of_kind(rendered("values", *ASKED), "NetworkPolicy")
    assert sum("4318" in str(policy) for policy in policies) == len(services)


def test_nothing_leaves_before() -> None:
    assert not any(NAMES & _environment(service).keys() for service in _services())
