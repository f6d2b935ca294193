"""Run by a build's own Python, ``python -P reading_cpu.py FILE …``: what reading files costs there, as JSON on stdout.

It knows this build and that of 63ce1dd by the names of their modules and imports nothing else of ours. For each file:
the characters found, and the CPU seconds of reading it and of cutting it into passages; null: it cannot be read there.
"""

import json
import resource
import sys
from pathlib import Path

try:
    from bot.formats.documents import read_document
    from workflows.faq.sections import passages_of
except ModuleNotFoundError:
    from bot.documents import read_document  # type: ignore[import-not-found,no-redef]
    from workflows.documents import passages_of  # type: ignore[import-not-found,no-redef]


def cpu_s() -> float:
    """Return the CPU seconds of this process and of those that it has waited for."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def cost_of(file: Path, title: str) -> list[float] | None:
    """Return characters, seconds of reading, seconds of cutting; None: this build does not read it."""
    data = file.read_bytes()
    before = cpu_s()
    try:
        document = read_document(file.name, data, title)
    except Exception:  # noqa: BLE001 - of whichever build; it reads fewer kinds
        return None
    read = cpu_s()
    passages_of((document,))
    return [len(document.text), read - before, cpu_s() - read]


if __name__ == "__main__":
    # First what is done once a process; under another title, since what was cut is remembered.
    first, then = ({name: cost_of(Path(name), title) for name in sys.argv[1:]} for title in ("First", "Then"))
    sys.stdout.write(json.dumps({Path(name).name: then[name] for name in first}))
