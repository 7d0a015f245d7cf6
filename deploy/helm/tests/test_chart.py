"""What the chart renders: for every size, as an installation and as an upgrade."""

import subprocess
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from motorway_kit.settings import Settings
from motorway_local.services import SERVICES
from motorway_local.simulators import EVENTS
from motorway_setup import material

from deploy.helm.tests.rendering import CHART, NAME, SIZES, Document, of_kind, rendered

RBAC = "rbac.authorization.k8s.io/v1"
NAMES = [service.name for service in SERVICES]
NAMES_ARE_KEPT_S, STOPS_WITHIN_S = 5, 25
RESIDENT_MIB = {"api-gateway": 172, "pos": 142, "payments": 144, "iot-gateway": 190, "telemetry": 160, "alerts": 144}
"""The most that was measured: see the chart's README."""


def pods(documents: tuple[Document, ...]) -> Iterator[tuple[str, Document, Document]]:
    """Name, metadata and spec of every pod that the chart starts."""
    for document in of_kind(documents, "Deployment", "StatefulSet", "Job"):
        template = document["spec"]["template"]
        yield document["metadata"]["name"], template["metadata"], template["spec"]
    for document in of_kind(documents, "Pod"):
        yield document["metadata"]["name"], document["metadata"], document["spec"]


def containers(spec: Document) -> list[Document]:
    return [*spec.get("initContainers", ()), *spec["containers"]]


@pytest.fixture(params=[*SIZES, "demo"])
def documents(request: pytest.FixtureRequest) -> tuple[Document, ...]:
    if request.param == "demo":
        return rendered("values-small", "--set", "simulators.forecourts=true")
    return rendered(request.param)


@pytest.mark.parametrize("name", NAMES)
def test_a_service_gets_the_settings_it_asks_for_and_no_others(name: str) -> None:
    fields = settings_of(name).model_fields
    given = environment(rendered("values"), name)
    known = {f"MOTORWAY_{field.upper()}" for field in fields}
    required = {f"MOTORWAY_{field.upper()}" for field, info in fields.items() if info.is_required()}
    ours = {variable for variable in given if variable.startswith("MOTORWAY_")}
    assert ours <= known
    assert required <= ours


@pytest.mark.parametrize("name", NAMES)
def test_a_service_may_call_whom_its_settings_name(name: str) -> None:
    about = yaml.safe_load((CHART / "files" / "services.yaml").read_text())[name]
    fields = settings_of(name).model_fields
    called = {field.removesuffix("_address").replace("_", "-") for field in fields if field.endswith("_address")}
    assert set(about.get("calls", ())) == called & set(NAMES)


def settings_of(name: str) -> type[Settings]:
    package = name.replace("-", "_")
    module = import_module(f"{package}.settings")
    (found,) = {
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Settings) and value.__module__ == module.__name__
    }
    return found


def environment(documents: tuple[Document, ...], name: str) -> set[str]:
    (spec,) = (spec for found, _, spec in pods(documents) if found == f"{NAME}-{name}")
    return {variable["name"] for variable in spec["containers"][0]["env"]}


def test_every_secret_and_key_that_is_named_is_made(tmp_path: Path) -> None:
    parts = material.make(tmp_path, {})
    optional = {"smtp-url", "admin-url"}
    for _, _, spec in pods(rendered("values-small")):
        for container in containers(spec):
            for variable in container.get("env", ()):
                if ref := variable.get("valueFrom", {}).get("secretKeyRef"):
                    assert ref["key"] in optional or ref["key"] in parts[ref["name"].removeprefix(f"{NAME}-")]
        for volume in spec.get("volumes", ()):
            if secret := volume.get("secret"):
                part = parts[secret["secretName"].removeprefix(f"{NAME}-")]
                assert {item["key"] for item in secret.get("items", ())} <= set(part)


def test_the_job_that_makes_secrets_may_write_those_and_no_others(tmp_path: Path) -> None:
    (role,) = of_kind(rendered("values-small"), "Role")
    named = next(rule["resourceNames"] for rule in role["rules"] if "resourceNames" in rule)
    (job,) = (spec for name, _, spec in pods(rendered("values-small")) if name == f"{NAME}-setup")
    arguments = job["containers"][0]["args"]
    skipped = {after for option, after in pairwise(arguments) if option == "--skip"}
    assert set(named) == {f"{NAME}-{part}" for part in (*material.make(tmp_path, {}), "setup") if part not in skipped}


def test_pods_keep_to_the_restricted_standard(documents: tuple[Document, ...]) -> None:
    for name, _, spec in pods(documents):
        assert spec["securityContext"]["runAsNonRoot"], name
        assert spec["securityContext"]["runAsUser"] > 0, name
        assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}, name
        assert spec["automountServiceAccountToken"] is (name == f"{NAME}-setup"), name
        for container in containers(spec):
            assert container["securityContext"] == {
                "allowPrivilegeEscalation": False,
                "readOnlyRootFilesystem": True,
                "capabilities": {"drop": ["ALL"]},
            }, name


def test_containers_say_what_they_need_and_which_image_they_are(documents: tuple[Document, ...]) -> None:
    for name, _, spec in pods(documents):
        for container in containers(spec):
            assert {"cpu", "memory"} <= set(container["resources"]["requests"]), name
            assert "memory" in container["resources"]["limits"], name
            tag = container["image"].rpartition(":")[2]
            assert tag, container["image"]
            assert tag != "latest", container["image"]


@pytest.mark.parametrize("size", SIZES)
def test_a_service_asks_for_what_it_was_measured_with(size: str) -> None:
    for name, _, spec in pods(rendered(size)):
        if most := RESIDENT_MIB.get(name.removeprefix(f"{NAME}-")):
            asked = spec["containers"][0]["resources"]["requests"]["memory"]
            assert int(asked.removesuffix("Mi")) >= most, name


@pytest.mark.parametrize("size", SIZES)
def test_a_service_has_the_time_to_leave(size: str) -> None:
    """Its name is forgotten before it stops, and it is not killed while it closes its doors."""
    for name, _, spec in pods(rendered(size)):
        if hook := spec["containers"][0].get("lifecycle"):
            sleeps_s = hook["preStop"]["sleep"]["seconds"]
            assert sleeps_s > NAMES_ARE_KEPT_S, name
            assert sleeps_s + STOPS_WITHIN_S <= spec["terminationGracePeriodSeconds"], name


def test_what_stays_up_is_watched(documents: tuple[Document, ...]) -> None:
    for workload in of_kind(documents, "Deployment", "StatefulSet"):
        first = workload["spec"]["template"]["spec"]["containers"][0]
        assert {"readinessProbe", "livenessProbe"} <= set(first), workload["metadata"]["name"]


def test_selectors_find_their_own_pods_and_nobody_elses(documents: tuple[Document, ...]) -> None:
    labels = {name: metadata["labels"] for name, metadata, _ in pods(documents)}
    for workload in of_kind(documents, "Deployment", "StatefulSet"):
        wanted = workload["spec"]["selector"]["matchLabels"].items()
        found = [name for name, given in labels.items() if wanted <= given.items()]
        assert found == [workload["metadata"]["name"]]
    for service in of_kind(documents, "Service"):
        wanted = service["spec"]["selector"].items()
        assert len([name for name, given in labels.items() if wanted <= given.items()]) == 1, service["metadata"]


def test_every_pod_has_a_policy_of_its_own(documents: tuple[Document, ...]) -> None:
    policies = [policy["spec"]["podSelector"]["matchLabels"].items() for policy in of_kind(documents, "NetworkPolicy")]
    for name, metadata, _ in pods(documents):
        own = [policy for policy in policies if policy <= metadata["labels"].items() and len(policy) > 1]
        assert own or name.endswith("-stripe"), name


def test_the_test_of_an_installation_asks_every_service() -> None:
    (pod,) = of_kind(rendered("values"), "Pod")
    asked = [argument for argument in pod["spec"]["containers"][0]["args"] if argument.startswith("--ready=")]
    assert sorted(asked) == sorted(f"--ready=http://{NAME}-{name}:9100" for name in NAMES)


def test_a_budget_never_forbids_what_an_upgrade_must_do(documents: tuple[Document, ...]) -> None:
    replicas = {
        document["metadata"]["name"]: document["spec"].get("replicas")
        for document in of_kind(documents, "Deployment", "StatefulSet")
    }
    for budget in of_kind(documents, "PodDisruptionBudget"):
        assert budget["spec"]["maxUnavailable"] == 1
        assert replicas[budget["metadata"]["name"]] != 1


def test_tables_are_made_with_the_first_installation_and_before_each_upgrade() -> None:
    first, later = rendered("values-small"), rendered("values-small", "--is-upgrade")
    assert hook(first, f"{NAME}-pre-first") is None
    assert hook(later, f"{NAME}-pre") == "pre-upgrade"
    assert hook(first, f"{NAME}-post") == hook(later, f"{NAME}-post") == "post-install,post-upgrade"
    assert hook(later, f"{NAME}-setup") == "pre-install,pre-upgrade"


def hook(documents: tuple[Document, ...], job: str) -> str | None:
    (found,) = (document for document in of_kind(documents, "Job") if document["metadata"]["name"] == job)
    annotation: str | None = found["metadata"].get("annotations", {}).get("helm.sh/hook")
    return annotation


def test_everything_optional_can_be_left_out() -> None:
    off = [f"{name}.persistence.enabled=false" for name in ("postgresql", "rabbitmq", "redis", "mqtt")]
    off += ["networkPolicies.enabled=false", "podDisruptionBudgets.enabled=false", "simulators.enabled=false"]
    documents = rendered("values-small", "--set", ",".join(off))
    kinds = {document["kind"] for document in documents}
    assert kinds.isdisjoint({"NetworkPolicy", "PodDisruptionBudget", "Ingress", "PriorityClass"})
    assert {document["apiVersion"] for document in documents} == {"v1", "apps/v1", "batch/v1", RBAC}
    assert not any("volumeClaimTemplates" in document["spec"] for document in of_kind(documents, "StatefulSet"))


def test_a_demonstration_is_there_only_where_it_is_asked_for() -> None:
    """Robots sign in with the password alone, so nobody needs a second factor beside them, and everybody elsewhere."""
    demo = rendered("values-small", "--set", "simulators.forecourts=true")
    assert "MOTORWAY_SECOND_FACTOR_ROLES" in environment(demo, "api-gateway")
    (spec,) = (spec for name, _, spec in pods(demo) if name == f"{NAME}-demo")
    assert [container["name"] for container in containers(spec)] == ["prepare", "forecourts", "cashiers"]
    for size in SIZES:
        assert "MOTORWAY_SECOND_FACTOR_ROLES" not in environment(rendered(size), "api-gateway")
        assert all(name != f"{NAME}-demo" for name, _, _ in pods(rendered(size)))


def test_the_simulator_of_stripe_tells_the_events_that_the_platform_hears() -> None:
    assert tuple((CHART / "files" / "stripe-events.txt").read_text().split()) == EVENTS


def test_values_that_are_none_are_refused() -> None:
    for wrong in ("postgresql.mode=mysql", "secrets.mode=plain", "services.poss.replicas=1", "image.tag=latest"):
        with pytest.raises(subprocess.CalledProcessError):
            rendered("values", "--set", wrong)


def test_the_rules_of_prometheus_are_those_of_the_platform() -> None:
    (document,) = of_kind(rendered("values-standard"), "PrometheusRule")
    files = sorted((CHART.parents[1] / "observability" / "rules").glob("*.yaml"))
    groups = [group for file in files for group in yaml.safe_load(file.read_text())["groups"]]
    assert document["spec"]["groups"] == groups
