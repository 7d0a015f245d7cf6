"""Forms with files (multipart/form-data), as the official SDK sends them."""

from io import BytesIO

import python_multipart
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import Field, File

from stripe_simulator.errors import InvalidRequest
from stripe_simulator.http_api import forms
from stripe_simulator.state import Object


def decode(content_type: str, body: bytes) -> Object:
    """Parameters as text, files as `{"name": …, "content": bytes}`. Raises InvalidRequest."""
    texts: list[tuple[str, str]] = []
    files: Object = {}

    def on_field(field: Field) -> None:
        texts.append((_text(field.field_name), _text(field.value)))

    def on_file(file: File) -> None:
        file.file_object.seek(0)
        files[_text(file.field_name)] = {"name": _text(file.file_name), "content": file.file_object.read()}

    headers = {"Content-Type": content_type.encode("latin-1"), "Content-Length": str(len(body)).encode()}
    try:
        python_multipart.parse_form(headers, BytesIO(body), on_field, on_file)
    except (FormParserError, ValueError) as error:
        raise InvalidRequest("Invalid request: the body is not multipart.") from error
    return forms.nested(texts) | files


def _text(value: bytes | None) -> str:
    return (value or b"").decode(errors="replace")
