"""Copies of the databases: made by nobody unless somebody asks, and then with what they need and no more."""

import subprocess

import pytest

from deploy.helm.tests.rendering import NAME, Document, of_kind, rendered

KEY = "age1qyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqs3290gq"
ON = f"backup.enabled=true,backup.recipients={KEY}"
S3 = f"{ON},backup.store=s3://copies/motorway,backup.credentials=copies"


def job(*options: str, size: str = "values-small") -> tuple[tuple[Document, ...], Document]:
    documents = rendered(size, "--set", ",".join(options))
    (found,) = of_kind(documents, "CronJob")
    spec: Document = found["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    return documents, spec


def variables(spec: Document) -> dict[str, str]:
    return {each["name"]: each.get("value", "") for each in spec["containers"][0]["env"]}


def test_nobody_copies_unless_asked() -> None:
    assert of_kind(rendered("values-small"), "CronJob") == []


def test_copies_go_to_a_volume_that_outlives_the_release() -> None:
    documents, spec = job(ON)
    (claim,) = (
        each for each in of_kind(documents, "PersistentVolumeClaim") if each["metadata"]["name"].endswith("-backups")
    )
    assert claim["metadata"]["annotations"]["helm.sh/resource-policy"] == "keep"
    assert variables(spec)["BACKUP_STORE"] == "/backups"
    assert {"name": "backups", "mountPath": "/backups"} in spec["containers"][0]["volumeMounts"]
    assert spec["containers"][0]["args"] == ["backup", "--secrets=/run/installation/files"]


def test_copies_go_to_an_object_store_with_the_credentials_of_a_secret() -> None:
    documents, spec = job(S3)
    assert of_kind(documents, "PersistentVolumeClaim") == []
    assert variables(spec)["BACKUP_STORE"] == "s3://copies/motorway"
    assert spec["containers"][0]["envFrom"] == [{"secretRef": {"name": "copies"}}]
    policies = {policy["metadata"]["name"]: policy["spec"] for policy in of_kind(documents, "NetworkPolicy")}
    ports = [rule["ports"] for rule in policies[f"{NAME}-backup"]["egress"]]
    assert ports == [[{"port": 5432}], [{"port": 443}]]


def test_copying_is_let_into_the_database_and_is_restricted_like_the_rest() -> None:
    documents, spec = job(ON)
    policies = {policy["metadata"]["name"]: policy["spec"] for policy in of_kind(documents, "NetworkPolicy")}
    assert (
        policies[f"{NAME}-postgresql-backup"]["podSelector"]["matchLabels"]["app.kubernetes.io/component"]
        == "postgresql"
    )
    assert spec["securityContext"]["runAsNonRoot"]
    assert spec["automountServiceAccountToken"] is False
    assert spec["containers"][0]["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert {"cpu", "memory"} <= set(spec["containers"][0]["resources"]["requests"])


def test_the_pod_may_be_somebody_at_the_object_store() -> None:
    role = "backup.serviceAccountAnnotations.eks\\.amazonaws\\.com/role-arn=arn:aws:iam::1:role/copies"
    documents, spec = job(S3, role)
    assert spec["serviceAccountName"] == f"{NAME}-backup"
    names = [account["metadata"]["name"] for account in of_kind(documents, "ServiceAccount")]
    assert f"{NAME}-backup" in names


def test_the_pod_may_ask_its_node_who_it_is() -> None:
    documents, spec = job(f"{ON},backup.store=s3://copies/motorway,backup.podIdentity=true")
    assert spec["serviceAccountName"] == f"{NAME}-backup"
    (account,) = (
        each for each in of_kind(documents, "ServiceAccount") if each["metadata"]["name"] == spec["serviceAccountName"]
    )
    assert "annotations" not in account["metadata"]
    policies = {policy["metadata"]["name"]: policy["spec"] for policy in of_kind(documents, "NetworkPolicy")}
    *_, agent = policies[f"{NAME}-backup"]["egress"]
    assert agent["ports"] == [{"port": 80}]
    assert [place["ipBlock"]["cidr"] for place in agent["to"]] == ["169.254.170.23/32", "fd00:ec2::23/128"]


def test_secrets_that_others_keep_are_not_copied() -> None:
    _, spec = job(ON, "secrets.mode=existing")
    assert spec["containers"][0]["args"] == ["backup"]
    assert "installation" not in [volume["name"] for volume in spec["volumes"]]


@pytest.mark.parametrize(
    "wrong",
    ["backup.enabled=true", f"{ON},backup.keep=7", f"{ON},backup.schedule=daily", "backup.recipients=AGE-SECRET-KEY-1"],
)
def test_what_would_fail_at_night_is_refused_by_day(wrong: str) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        rendered("values-small", "--set", wrong)
