"""How much memory a process that runs for weeks holds: what the C library does with what is free, and garbage."""

import asyncio
import ctypes
import gc
import os

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8  # of <malloc.h>
# Bytes: more than asyncio takes for a moment at each read of a socket, which must cost no call of the system.
LARGE = 512 * 1024
# As ``bot.terminal.lazy_command`` has it, but older garbage is looked for ten times as often: there is little to look
# through once what stays is left out, and what is not found in time takes room that is never given back.
GARBAGE = (5_000, 5, 2)
GIVE_BACK_EVERY_S = 10.0  # takes 0.3 ms

_HAS_GLIBC = "CS_GNU_LIBC_VERSION" in os.confstr_names


def keep_memory_small() -> None:
    """Let threads share what each of them has freed, and give what is large back to the system when it is freed.

    By itself glibc gives threads heaps of their own, and keeps large things in them, too, once one was freed: of what
    reading weights and lists takes for a moment 10 MB stayed behind (docs/decisions/0056-memory.md). Before threads
    begin; other C libraries are left as they are.
    """
    if _HAS_GLIBC:
        library = ctypes.CDLL(None)
        library.mallopt(M_ARENA_MAX, 1)
        library.mallopt(M_MMAP_THRESHOLD, LARGE)
        library.mallopt(M_TRIM_THRESHOLD, 2 * LARGE)


def leave_out_what_stays() -> None:
    """Look for garbage without what is loaded by now: it stays to the end. What is garbage by now stays with it."""
    gc.freeze()
    gc.set_threshold(*GARBAGE)


def give_back_for_ever(loop: asyncio.AbstractEventLoop) -> None:
    """Give back to the system, every ten seconds from now on, the pages of the heap in which nothing is left.

    What lives for long comes to lie between what lives for a moment, so the end of the heap, which glibc gives back by
    itself, seldom falls: it grew by 6 MB in 10,000 messages of which nothing stayed.
    """
    if _HAS_GLIBC:
        ctypes.CDLL(None).malloc_trim(0)
        loop.call_later(GIVE_BACK_EVERY_S, give_back_for_ever, loop)
