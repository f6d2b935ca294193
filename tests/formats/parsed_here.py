"""Files are parsed within the process of the tests: to start one for each takes a fifth of a second of the processor.

What the process of its own promises, and that it reads the same, stands in ``test_limits``.
"""

import json
import subprocess

import pytest

from bot.formats import documents, parse

run_parser = documents.run_parser


def parse_here(patch: pytest.MonkeyPatch) -> None:
    """From now on no process is started to parse a file."""
    patch.setattr(documents, "run_parser", _parsed)


def _parsed(kind: str, data: bytes | bytearray) -> subprocess.CompletedProcess[bytes]:
    """As ``documents.run_parser``, through JSON as well; without its limits."""
    return subprocess.CompletedProcess(kind, 0, json.dumps(parse.found_in(kind, bytes(data))).encode())
