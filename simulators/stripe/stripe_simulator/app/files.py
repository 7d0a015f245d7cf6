"""Files: uploaded, and kept with their content for whoever asks at the control port."""

import base64
from typing import Any

from stripe_simulator.errors import InvalidRequest
from stripe_simulator.objects import files
from stripe_simulator.state import Object
from stripe_simulator.world import World

CONTENT = "_file_content"


def create(world: World, params: Object) -> Object:
    given: Any = params["file"]
    if not isinstance(given, dict) or not isinstance(given.get("content"), bytes):
        raise InvalidRequest("Invalid file: it must be uploaded as multipart/form-data.", None, "file")
    made = world.put(files.file(params["purpose"], given["name"], given["content"], world.now))
    encoded = base64.b64encode(given["content"]).decode()
    world.put({"object": CONTENT, "id": made["id"], "base64": encoded})
    world.emit("file.created", made)
    return made


def retrieve(world: World, _: Object, identifier: str) -> Object:
    return world.get(files.FILE, identifier, "file")
