"""A provider that knows what its resources look like and nothing else: `stand_in.py SCHEMA.json`, started by Terraform.

Enough for `terraform validate`, and for `terraform test` with a mocked provider, where the registry cannot be asked.
"""

import base64
import json
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import grpc
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

UNANSWERED = (
    "ConfigureProvider",
    "GetResourceIdentitySchemas",
    "StopProvider",
    "ValidateDataResourceConfig",
    "ValidateProviderConfig",
    "ValidateResourceConfig",
)
MESSAGE_BYTES = 64 * 1024 * 1024
META = {"alias", "version"}
Block = dict[str, Any]


def doors(schema: bytes, ended: Event) -> tuple[Any, ...]:
    """The schema to who asks for it, and nothing to complain of to who asks for anything else."""

    def always(answer: bytes, done: Callable[[], None] = lambda: None) -> Any:
        def handle(_: bytes, __: grpc.ServicerContext) -> bytes:
            done()
            return answer

        return grpc.unary_unary_rpc_method_handler(handle)

    asked = {"GetProviderSchema": always(schema), **{name: always(b"") for name in UNANSWERED}}
    return (
        grpc.method_handlers_generic_handler("tfplugin6.Provider", asked),
        grpc.method_handlers_generic_handler("plugin.GRPCController", {"Shutdown": always(b"", ended.set)}),
    )


def message(document: Block) -> bytes:
    """The schema as Terraform reads it."""
    protos = grpc.protos(str(Path(__file__).with_name("plugin.proto").name))
    answer = protos.ProviderSchema()
    _fill(answer.provider.block, document["provider"], top=True)
    for kind, schemas in (("resource", answer.resource_schemas), ("data", answer.data_source_schemas)):
        for name, block in document[kind].items():
            _fill(schemas[name].block, block, top=False)
    return bytes(answer.SerializeToString())


def _fill(target: Any, block: Block, *, top: bool) -> None:
    for name, attribute in block["attributes"].items():
        if not (top and name in META):
            _attribute(target.attributes.add(name=name), attribute, top=top)
    for name, nested in block["blocks"].items():
        if nested["nesting"] == "struct" and name != "timeouts":
            _object(target.attributes.add(name=name), nested)
        else:
            child = target.block_types.add(
                type_name=name, nesting={"struct": 1, "list": 2, "set": 3}[nested["nesting"]]
            )
            child.min_items = int(nested["needed"] and child.nesting != 1)
            _fill(child.block, nested, top=False)


def _attribute(target: Any, attribute: Block, *, top: bool = False) -> None:
    target.type = json.dumps(attribute["type"]).encode()
    target.required = attribute.get("required", False)
    target.optional = attribute.get("optional", False)
    # What is given to a provider cannot be computed.
    target.computed = attribute.get("computed", False) and not top


def _object(target: Any, nested: Block) -> None:
    target.optional = True
    target.nested_type.nesting = 1
    for name, attribute in nested["attributes"].items():
        _attribute(target.nested_type.attributes.add(name=name), attribute, top=True)
    for name, inner in nested["blocks"].items():
        _object(target.nested_type.attributes.add(name=name), inner)


def certificate() -> tuple[bytes, bytes, str]:
    """Key and certificate of this run, and the latter as Terraform is told of it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = made.public_bytes(serialization.Encoding.DER)
    return secret, made.public_bytes(serialization.Encoding.PEM), base64.b64encode(public).decode().rstrip("=")


def serve(schema: bytes, say: Callable[[str], None]) -> None:
    """Until Terraform says that it is over."""
    ended = Event()
    options = [("grpc.max_send_message_length", MESSAGE_BYTES)]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(4) as workers:
        server = grpc.server(workers, options=options)
        server.add_generic_rpc_handlers(doors(schema, ended))
        secret, public, told = certificate()
        place = f"{folder}/door"
        server.add_secure_port(f"unix:{place}", grpc.ssl_server_credentials([(secret, public)]))
        server.start()
        say(f"1|6|unix|{place}|grpc|{told}")
        ended.wait(300)
        server.stop(grace=0.2).wait()


def main() -> None:
    """Speak with the Terraform that started this."""
    sys.path.insert(0, str(Path(__file__).parent))
    document = json.loads(Path(sys.argv[1]).read_text())
    serve(message(document), lambda line: print(line, flush=True))


if __name__ == "__main__":
    main()
