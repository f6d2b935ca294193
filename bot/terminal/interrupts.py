"""Ctrl-C while modules are imported. It imports next to nothing itself: it is there before everything else."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

INTERRUPTED = 130  # 128 and the number of SIGINT, as shells count


@contextmanager
def ended_by_interrupts() -> Iterator[None]:
    """Let Ctrl-C end the process at once and without a word, for as long as nothing has been begun that could be lost.

    A ``KeyboardInterrupt`` would come out as a traceback, or be lost: raised in a finalizer, as imports run many, it is
    printed and forgotten. A process that was started to ignore Ctrl-C goes on ignoring it.
    """
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler:
        yield
        return
    signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
