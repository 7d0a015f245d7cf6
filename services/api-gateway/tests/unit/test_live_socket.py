import asyncio
import json

from api_gateway.live.client import BUFFER_HIGH_BYTES
from api_gateway.live.encoding import END_OF_RESPONSE, chunk, frame_of, greeting, keep_alive, reset_frame
from api_gateway.live.socket import SocketTransport, messages


def test_every_frame_of_a_chunk_is_a_message() -> None:
    frames = [
        greeting((7, 0), 1000),
        frame_of(b"8-0", b"pump.state", b'{"n":1}'),
        frame_of(b"9-0", b"x", b'{"a":\n"b"}'),
        reset_frame((9, 1), "stream_lost"),
        keep_alive(None),
    ]
    assert [json.loads(message) for message in messages(chunk(frames))] == [
        {"type": "alive", "id": "7-0"},
        {"type": "pump.state", "id": "8-0", "data": {"n": 1}},
        {"type": "x", "id": "9-0", "data": {"a": "b"}},
        {"type": "reset", "id": "9-1", "data": {"reason": "stream_lost"}},
        {"type": "alive"},
    ]
    assert list(messages(END_OF_RESPONSE)) == []


class Reader(asyncio.Protocol):
    def __init__(self) -> None:
        self.told: list[str] = []

    def pause_writing(self) -> None:
        self.told.append("pause")

    def resume_writing(self) -> None:
        self.told.append("resume")


async def test_a_reader_that_is_slow_fills_it_up_and_empties_it() -> None:
    transport, sent = SocketTransport(), list[str]()
    transport.reader = reader = Reader()
    big = chunk([frame_of(b"1-0", b"x", b'"%b"' % (b"y" * BUFFER_HIGH_BYTES))])
    transport.write(big)
    transport.write(big)
    waiting = asyncio.create_task(transport.room())
    await asyncio.sleep(0)
    assert (reader.told, waiting.done()) == (["pause"], False)

    async def send(message: str) -> None:
        sent.append(message)

    giving = asyncio.create_task(transport.give(send))
    await asyncio.wait_for(waiting, 5)
    assert (reader.told, len(sent)) == (["pause", "resume"], 2)
    transport.close()
    await asyncio.wait_for(giving, 5)
