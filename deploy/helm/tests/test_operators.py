"""What the chart makes for operators is what they accept."""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from deploy.helm.tests.rendering import CHART, NAME, SIZES, Document, of_kind, rendered

ACCEPTED: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "custom_resources.yaml").read_text())
OURS = ("/v1", "apps/", "batch/", "networking.k8s.io/", "policy/", "autoscaling/", "rbac.", "scheduling.k8s.io/")
EMQX_APIS = ("v2beta1", "v2")
EVERYTHING = (
    "postgresql.mode=operator,postgresql.backup.enabled=true,postgresql.backup.destinationPath=s3://copies,"
    "rabbitmq.mode=operator,mqtt.mode=operator,certManager.enabled=true,monitoring.serviceMonitors.enabled=true,"
    "monitoring.rules.enabled=true,secrets.mode=external,externalSecrets.store.name=vault,"
    "defaults.queueScaling.enabled=true"
)


def test_each_is_accepted_by_its_operator() -> None:
    met = set()
    for size in SIZES:
        everything = rendered(size, "--set", f"{EVERYTHING},mqtt.operatorApi={EMQX_APIS[size == SIZES[0]]}")
        for document in custom(rendered(size)) + custom(everything):
            assert problems(document) == [], document["metadata"]["name"]
            met.add(kind_of(document))
    assert met == ACCEPTED.keys() - {"$defs"}


def test_what_no_operator_knows_is_found() -> None:
    (cluster,) = of_kind(rendered("values-standard"), "RabbitmqCluster")
    assert problems({**cluster, "spec": {**cluster["spec"], "replica": 3}}) != []


def custom(documents: tuple[Document, ...]) -> list[Document]:
    return [each for each in documents if "." in each["apiVersion"] and not each["apiVersion"].startswith(OURS)]


def kind_of(document: Document) -> str:
    return f"{document['apiVersion']} {document['kind']}"


def problems(document: Document) -> list[str]:
    schema = {"$defs": ACCEPTED["$defs"], **ACCEPTED[kind_of(document)]}
    return [error.message for error in Draft202012Validator(schema).iter_errors(document["spec"])]


@pytest.mark.parametrize("name", ["pos", "payments", "telemetry", "alerts"])
def test_a_service_is_scaled_by_the_queue_that_it_reads(name: str) -> None:
    about = yaml.safe_load((CHART / "files" / "services.yaml").read_text())[name]
    assert about["queue"] == import_module(f"{name}.consumers").QUEUE


def test_only_a_service_with_a_queue_is_scaled_by_it() -> None:
    scaled = of_kind(rendered("values", "--set", "defaults.queueScaling.enabled=true"), "ScaledObject")
    queues = {each["metadata"]["name"]: each["spec"]["triggers"][0]["metadata"]["queueName"] for each in scaled}
    assert queues == {f"{NAME}-{name}": name for name in ("pos", "payments", "telemetry", "alerts")}


def test_a_digest_goes_before_the_tag() -> None:
    digest = f"sha256:{'0a' * 32}"
    documents = rendered("values", "--set", f"image.digests.pos={digest}")
    images = {
        each["metadata"]["name"]: each["spec"]["template"]["spec"]["containers"][0]["image"]
        for each in of_kind(documents, "Deployment")
    }
    assert images[f"{NAME}-pos"].endswith(f"/pos@{digest}")
    assert "@" not in images[f"{NAME}-alerts"]
