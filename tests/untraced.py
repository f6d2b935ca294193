"""What is not measured for coverage: compiling patterns, which is Python's own code, and tests marked ``no_cover``.

In a worker of pytest-xdist pytest-cov (7.1.0) begins to measure twice, and ends one of the two for such a test: the
other goes on. A call that is cut off there may have taken coverage's lock, and each later one in the process waits for
it (findings/pytest-cov-measures-on-in-workers.sh).
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest


@contextmanager
def not_traced() -> Iterator[None]:
    """Let nothing trace this thread meanwhile; without coverage nothing changes."""
    tracer = sys.gettrace()
    if tracer is None:
        yield
        return
    sys.settrace(None)
    try:
        yield
    finally:
        sys.settrace(tracer)


def compile_untraced(patch: pytest.MonkeyPatch) -> None:
    """From now on no pattern is traced while it is compiled: a thousand of ours, three times as long while measured."""
    compiler: Any = vars(re)["_compiler"]
    compile_pattern = compiler.compile

    def untraced(pattern: Any, flags: int = 0) -> Any:  # noqa: ANN401 - as re's own, which has no types
        with not_traced():
            return compile_pattern(pattern, flags)

    patch.setattr(compiler, "compile", untraced)
