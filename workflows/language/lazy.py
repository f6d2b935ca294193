"""Patterns that are compiled when they are first used: there are a thousand, and a command or a message needs few.

To compile them all took a third of the time of ``frontdesk ask``, and before a desk was ready half a second.
"""

import re
from typing import Any, cast


class _Later:
    """What ``re.compile`` would return, made at the first look at it; what was used once is found here at once."""

    def __init__(self, written: str, flags: int) -> None:
        self.pattern, self._flags = written, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has
        # Two threads may both compile it: the later one is kept, and both find the same.
        if name == "_compiled":
            self._compiled = re.compile(self.pattern, self._flags)
            return self._compiled
        found = getattr(self._compiled, name)
        setattr(self, name, found)
        return found


def lazy(written: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that is compiled at its first use. One that is wrong fails there: a test compiles them all."""
    return cast("re.Pattern[str]", _Later(written, flags))


def is_pattern(value: object) -> bool:
    """Tell whether a value is a pattern, compiled or not yet."""
    return isinstance(value, (re.Pattern, _Later))
