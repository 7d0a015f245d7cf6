"""A block of ports is free, stays the same, and belongs to one platform."""

import socket

import pytest
from motorway_local import ports


def a_free_base() -> int:
    with ports.reserved(None, None) as block:
        return block.base


def test_two_platforms_that_choose_at_the_same_time_get_different_blocks() -> None:
    with ports.reserved(None, None) as one, ports.reserved(None, None) as other:
        assert one.base != other.base


def test_the_block_of_the_last_start_is_taken_again() -> None:
    base = a_free_base() + 5 * ports.BLOCK
    with ports.reserved(None, base) as block:
        assert block.base == base


def test_another_block_is_taken_when_a_port_of_the_last_one_is_busy() -> None:
    base = a_free_base() + 6 * ports.BLOCK
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", base + ports.OFFSETS["redis"]))
        busy.listen()
        with ports.reserved(None, base) as block:
            assert block.base != base


def test_the_block_that_was_asked_for_is_not_replaced() -> None:
    base = a_free_base() + 7 * ports.BLOCK
    with (
        ports.reserved(base, None),
        pytest.raises(ports.NoFreePorts, match=str(base)),
        ports.reserved(base, None),
    ):
        pass


def test_offsets_differ_and_stay_in_the_block() -> None:
    taken = [*ports.OFFSETS.values(), ports.RESERVATION]
    assert len(set(taken)) == len(taken)
    assert max(taken) < ports.BLOCK
