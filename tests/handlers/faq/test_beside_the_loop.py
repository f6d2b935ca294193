"""Promise: what goes through a long document runs beside the event loop, so that messages do not wait for it."""

import asyncio
import sys
from types import FrameType

from bot.desk import open_desk
from bot.formats.documents import read_document
from bot.settings import Settings
from handlers.faq.make import make_faq
from handlers.faq.order import FaqOrder, open_faq
from tests.bench.documents import markdown
from tests.handlers.faq.desk import LIMITS
from workflows.faq.documents import Document

LONG = 20_000
# Functions that go through all of a document, by file and name.
HEAVY = {
    ("plain.py", "plain_blocks"),
    ("sections.py", "_sections"),
    ("sections.py", "passages_of"),
    ("section_questions.py", "_extracts"),
    ("proof.py", "_fold_text"),
    ("rules_extract.py", "_spread"),
    ("marks.py", "marks_in"),
    ("mask.py", "shapes_in"),
    ("mask.py", "mask_shapes"),
    ("passages.py", "__init__"),
    ("detection.py", "detect"),
    ("markdown_text.py", "read_markdown"),
    ("html_text.py", "walk_html"),
    ("documents.py", "clean"),
}


def is_long(value: object) -> bool:
    """Say whether a function was given a long text, or documents with one."""
    if isinstance(value, tuple | list):
        return any(isinstance(one, Document) and is_long(one.text) for one in value)
    return isinstance(value, str | bytes | Document) and (
        len(value.text if isinstance(value, Document) else value) > LONG
    )


async def test_a_document_of_200000_characters_is_read_and_made_into_faqs_beside_the_loop() -> None:
    seen: set[tuple[str, str]] = set()
    data = markdown().encode()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            code = frame.f_code
            name = (code.co_filename.rpartition("/")[2], code.co_name)
            if name not in HEAVY or any(map(is_long, frame.f_locals.values())):
                seen.add(name)

    async with open_desk(Settings()) as desk:
        sys.setprofile(note)  # of this thread, which is the loop's, alone
        try:
            document = await asyncio.to_thread(read_document, "handbook.md", data)
            order = FaqOrder("T1", "U1", "Handbook", (document,), 25)
            made = await make_faq(desk, (await open_faq(desk, order)).id, LIMITS)
        finally:
            sys.setprofile(None)

    assert len(document.text) > 150_000
    assert len(made.entries) == 25
    assert ("make.py", "make_faq") in seen
    assert seen & HEAVY == set()
