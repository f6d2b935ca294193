"""How much memory a process that runs for weeks holds: what the C library does with what is free. Only glibc's."""

import ctypes
import os

M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8  # of <malloc.h>
LARGE = 128 * 1024  # bytes, as glibc begins with


def keep_memory_small() -> None:
    """Let threads share what each of them has freed, and give what is large back to the system when it is freed.

    By itself glibc gives threads heaps of their own, and keeps large things in them, too, once one was freed: of what
    reading weights and lists takes for a moment 10 MB stayed behind (docs/decisions/0056-memory.md). Before threads
    begin; other C libraries are left as they are.
    """
    if "CS_GNU_LIBC_VERSION" in os.confstr_names:
        library = ctypes.CDLL(None)
        library.mallopt(M_ARENA_MAX, 1)
        library.mallopt(M_MMAP_THRESHOLD, LARGE)
