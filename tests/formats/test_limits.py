"""What reads files of strangers is a process with limits: of memory, of time, and with nothing of ours in reach."""

import subprocess
import sys

import pytest

from bot.formats import parse
from bot.formats.documents import read_document
from storage.errors import Refused
from tests.formats.pdfs import pdf

LIMITS = "import resource; from bot.formats import parse; parse.limit(); "
SHOWN = f"{LIMITS}print(*(resource.getrlimit(one)[0] for one in (resource.RLIMIT_AS, resource.RLIMIT_CPU)))"


def in_a_process(code: str) -> subprocess.CompletedProcess[str]:
    """Run some code in a Python of its own."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)  # noqa: S603


def test_memory_and_time_of_a_parser_are_bounded() -> None:
    assert in_a_process(SHOWN).stdout.split() == [str(parse.MEMORY_BYTES), str(parse.CPU_S)]


def test_a_parser_that_wants_more_memory_gets_none() -> None:
    ended = in_a_process(f"{LIMITS}bytearray(2 * parse.MEMORY_BYTES)")

    assert "MemoryError" in ended.stderr


def test_a_file_that_takes_memory_without_end_is_refused_for_that_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(_kind: str, _data: bytes) -> None:
        raise MemoryError

    monkeypatch.setattr(parse, "read", greedy)

    assert parse.found_in("pdf", b"%PDF-") == {"problem": "memory"}


def test_a_file_that_takes_too_long_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.formats.documents.READ_WITHIN_S", 0.001)

    with pytest.raises(Refused, match=r"slow\.pdf takes too long to read: give the part that matters"):
        read_document("slow.pdf", pdf("A widget is a small device."))


def test_a_parser_sees_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, str]] = []
    run = subprocess.run

    def watched(*arguments: object, **more: object) -> object:
        seen.append(dict(more["env"]))  # type: ignore[call-overload]
        return run(*arguments, **more)  # type: ignore[call-overload]

    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    monkeypatch.setattr("bot.formats.documents.subprocess.run", watched)

    read_document("any.pdf", pdf("A widget is a small device."))

    assert [sorted(one) for one in seen] == [["PYTHONPATH"]]
