"""Lists of words as data: TOML files beside the modules that read them.

``tomli`` is the parser of the standard library, compiled: a third of its time, a thirtieth of ``frontdesk ask``.
"""

from importlib import resources
from typing import Any

import tomli


def read_words(package: str, name: str) -> dict[str, Any]:
    """Return what the file ``name`` in ``package`` holds. It is read each time: who asks keeps what it needs."""
    return tomli.loads((resources.files(package) / name).read_text(encoding="utf-8"))
