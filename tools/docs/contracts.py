"""Messages, enums and their comments, read from proto/."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from google.protobuf.descriptor_pb2 import (
    DescriptorProto,
    EnumDescriptorProto,
    FieldDescriptorProto,
    FileDescriptorProto,
    FileDescriptorSet,
)

Comments = dict[tuple[int, ...], str]

MESSAGES, ENUMS, MEMBERS = (
    FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER,
    FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER,
    DescriptorProto.FIELD_FIELD_NUMBER,
)


@dataclass(frozen=True)
class Field:
    """A field; type is `uint32`, `double` … or the full name of a message or an enum."""

    name: str
    json_name: str
    type: str
    repeated: bool
    optional: bool
    comment: str


@dataclass(frozen=True)
class Message:
    """A message with its full name, the file that holds it, and what is said about it."""

    full_name: str
    file: str
    comment: str
    fields: tuple[Field, ...]

    @property
    def name(self) -> str:
        """Last part of the full name."""
        return self.full_name.rpartition(".")[2]

    @property
    def owner(self) -> str:
        """The second part of the package: `iot` of `motorway.iot.v1`."""
        return self.full_name.split(".")[1]


@dataclass(frozen=True)
class Contracts:
    """Everything in proto/ by full name; an enum is the tuple of its value names."""

    messages: dict[str, Message]
    enums: dict[str, tuple[str, ...]]


def load(proto: Path) -> Contracts:
    """Read every file below proto.

    Raises:
        subprocess.CalledProcessError: a file does not compile.
    """
    messages: dict[str, Message] = {}
    enums: dict[str, tuple[str, ...]] = {}
    for file in described(proto):
        comments = comments_of(file)
        for index, message in enumerate(file.message_type):
            made = to_message(file, message, comments, index)
            messages[made.full_name] = made
        enums |= {f"{file.package}.{enum.name}": values(enum) for enum in file.enum_type}
    return Contracts(messages, enums)


def described(proto: Path) -> Iterator[FileDescriptorProto]:
    """What protoc knows about each file, comments included."""
    files = [str(file.relative_to(proto)) for file in sorted(proto.rglob("*.proto"))]
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / "all.binpb"
        command = [sys.executable, "-m", "grpc_tools.protoc", f"-I{proto}", "--include_source_info"]
        subprocess.run([*command, f"--descriptor_set_out={target}", *files], check=True, capture_output=True)
        yield from FileDescriptorSet.FromString(target.read_bytes()).file


def comments_of(file: FileDescriptorProto) -> Comments:
    """Leading comments by their place, as one paragraph each."""
    locations = file.source_code_info.location
    return {tuple(place.path): " ".join(place.leading_comments.split()) for place in locations}


def to_message(file: FileDescriptorProto, message: DescriptorProto, comments: Comments, index: int) -> Message:
    """A top-level message with its comments."""
    place = (MESSAGES, index)
    fields = tuple(
        to_field(field, comments.get((*place, MEMBERS, number), "")) for number, field in enumerate(message.field)
    )
    return Message(f"{file.package}.{message.name}", file.name, comments.get(place, ""), fields)


def to_field(field: FieldDescriptorProto, comment: str) -> Field:
    """A field with its comment."""
    return Field(
        name=field.name,
        json_name=field.json_name,
        type=field.type_name.lstrip(".") or FieldDescriptorProto.Type.Name(field.type).removeprefix("TYPE_").lower(),
        repeated=field.label == FieldDescriptorProto.LABEL_REPEATED,
        optional=field.proto3_optional,
        comment=comment,
    )


def values(enum: EnumDescriptorProto) -> tuple[str, ...]:
    """Names of an enum's values in order."""
    return tuple(value.name for value in enum.value)
