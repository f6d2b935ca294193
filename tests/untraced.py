"""Regular expressions are compiled without measuring coverage: that is Python's own code, a thousand patterns of ours.

While coverage is measured, to compile one takes three times as long, in every process of the suite.
"""

import re
import sys
from typing import Any

import pytest


def compile_untraced(patch: pytest.MonkeyPatch) -> None:
    """From now on no pattern is traced while it is compiled; without coverage nothing changes."""
    compiler: Any = vars(re)["_compiler"]
    compile_pattern = compiler.compile

    def untraced(pattern: Any, flags: int = 0) -> Any:  # noqa: ANN401 - as re's own, which has no types
        tracer = sys.gettrace()
        if tracer is None:
            return compile_pattern(pattern, flags)
        sys.settrace(None)
        try:
            return compile_pattern(pattern, flags)
        finally:
            sys.settrace(tracer)

    patch.setattr(compiler, "compile", untraced)
