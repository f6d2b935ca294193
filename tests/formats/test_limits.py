"""What reads files of strangers is a process with limits: of memory, of time, and with nothing of ours in reach."""

import subprocess
import sys

import pytest

from bot.formats import documents, markdown_text, parse
from bot.formats.documents import read_document
from storage.errors import Refused
from tests.formats import parsed_here
from tests.formats.docxs import docx, paragraph
from tests.formats.pdfs import pdf

LIMITS = "import resource; from bot.formats import parse; parse.limit(); "
SHOWN = f"{LIMITS}print(*(resource.getrlimit(one)[0] for one in (resource.RLIMIT_AS, resource.RLIMIT_CPU)))"


def in_a_process(code: str) -> subprocess.CompletedProcess[str]:
    """Run some code in a Python of its own."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)  # noqa: S603


@pytest.fixture
def _in_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each file is parsed by a process of its own, as in life."""
    monkeypatch.setattr(documents, "run_parser", parsed_here.run_parser)


WORDS = "A widget is a small device. " * 200
FILES = {
    "widget.pdf": pdf("A widget is a small device."),
    "widget.docx": docx(paragraph("A widget is a small device.")),
    "widget.html": f"<h1>Widgets</h1><p>{WORDS}</p><ul><li>Small</li></ul>".encode(),
    "widget.md": f"# Widgets\n\n{WORDS}\n\n- Small\n".encode(),
    "broken.pdf": b"%PDF-1.4 and no more",
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_by_a_process_of_its_own_as_the_other_tests_read_it(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read() -> object:
        try:
            return read_document(name, FILES[name])
        except Refused as error:
            return str(error)

    here = read()
    monkeypatch.setattr(documents, "run_parser", parsed_here.run_parser)

    assert read() == here


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


@pytest.mark.usefixtures("_in_a_process")
def test_a_file_that_takes_too_long_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.formats.documents.READ_WITHIN_S", 0.001)

    with pytest.raises(Refused, match=r"slow\.pdf takes too long to read: give the part that matters"):
        read_document("slow.pdf", pdf("A widget is a small device."))


@pytest.mark.usefixtures("_in_a_process")
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


def test_even_short_markdown_is_read_by_a_process_that_can_be_stopped_if_it_has_footnotes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read = []

    def run_parser(kind: str, data: bytes) -> subprocess.CompletedProcess[bytes]:
        read.append(kind)
        return parsed_here.run_parser(kind, data)

    monkeypatch.setattr(documents, "run_parser", run_parser)

    read_document("note.md", b"See the note.[^1]\n\n[^1]: Within 30 days.\n")

    assert read == ["md"]


def test_tabs_are_blanks_and_a_label_that_is_never_closed_is_text() -> None:
    read = markdown_text.read_markdown("Returns:\twithin 30 days, see [^ret and ask.\n")

    assert " ".join(read.text.split()) == "Returns: within 30 days, see [^ret and ask."
