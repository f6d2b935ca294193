"""Word files: fields, hidden, moved and deleted words, however they are wrapped, are read as a person sees them."""

import pytest

from bot.formats.documents import read_document
from tests.formats.docxs import docx, paragraph, run

BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{one}"/></w:r>' for one in ("begin", "separate", "end"))
FIELD = f"{BEGIN}<w:r><w:instrText> REF days </w:instrText></w:r>{SEPARATE}{run('30')}{END}"
SIMPLE = f'<w:fldSimple w:instr=" REF days ">{run("30")}</w:fldSimple>'
HIDDEN = run(" secret", "<w:vanish/>")
SHOWN = run(" shown", '<w:vanish w:val="0"/>')
MOVED = "<w:moveFrom><w:r><w:t>at once</w:t></w:r></w:moveFrom>"
MOVED_TO = "<w:moveTo><w:r><w:t>at once</w:t></w:r></w:moveTo>"


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (("Within ", FIELD, " days."), "Within 30 days."),
        (("Within ", SIMPLE, " days."), "Within 30 days."),
        (("Within ", f"<w:smartTag>{SIMPLE}</w:smartTag>", " days."), "Within 30 days."),
        (("Within ", f"<w:customXml><w:smartTag>{SIMPLE}</w:smartTag></w:customXml>", " days."), "Within 30 days."),
        (("Nothing", HIDDEN, SHOWN, "."), "Nothing shown."),
        (("Nothing", f'<w:fldSimple w:instr="X">{HIDDEN}{SHOWN}</w:fldSimple>', "."), "Nothing shown."),
        (("We pay ", MOVED_TO, ", not ", MOVED, "later."), "We pay at once, not later."),
        (("It costs 9,", run("99", '<w:vertAlign w:val="superscript"/>'), " EUR."), "It costs 9,99 EUR."),
        (("It ", "<w:ins><w:r><w:t>never </w:t></w:r></w:ins>", "ends."), "It never ends."),
        (
            ("Call 0800", "<w:r><w:noBreakHyphen/></w:r>", "555", "<w:r><w:noBreakHyphen/></w:r>", "01."),
            "Call 0800-555-01.",
        ),
    ],
)
def test_a_paragraph_is_read_as_it_is_seen(runs: tuple[str, ...], text: str) -> None:
    assert read_document("any.docx", docx(paragraph(*runs))).text == text
