"""The process itself: small at rest (glibc; elsewhere that does nothing), and with room for many connections."""

import ctypes
import gc
import resource

M_MMAP_THRESHOLD = -3
LARGE_BYTES = 2**20


def prepare() -> None:
    """Before anything is opened."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    _return_large_blocks()


def _return_large_blocks() -> None:
    """Give freed blocks of a MiB or more back to the system at once.

    glibc otherwise learns to keep Argon2's 19 MiB in the arena of every thread that ever hashed.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_MMAP_THRESHOLD, LARGE_BYTES)


def settle() -> None:
    """After the start: drop what only the start needed, and spare the rest from every later collection."""
    gc.collect()
    gc.freeze()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
