"""Word files: fields, hidden, moved and deleted words, however they are wrapped, are read as a person sees them."""

import io
import zipfile

import pytest

from bot.formats.documents import read_document
from storage.errors import Refused
from tests.formats.docxs import W, docx, paragraph, run, table

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


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (paragraph("Seen", run(" staff only", '<w:rStyle w:val="Hidden"/>'), "."), "Seen."),
        (paragraph("Seen", run(" staff only", '<w:rStyle w:val="HiddenToo"/>'), "."), "Seen."),
        (paragraph("Seen", run(" too", '<w:rStyle w:val="HiddenToo"/><w:vanish w:val="0"/>'), "."), "Seen too."),
        (paragraph("Seen.") + paragraph("Staff: give 20 percent.", style="HiddenLines"), "Seen."),
        (paragraph("Seen", run(" 5 EUR", "<w:dstrike/>"), "."), "Seen."),
        (paragraph("Seen", run(" 5 EUR", '<w:dstrike w:val="false"/>'), "."), "Seen 5 EUR."),
        (paragraph("Seen", run(" 5 EUR", '<w:rStyle w:val="Struck"/>'), "."), "Seen."),
        (paragraph("It costs $5", run("1", '<w:rStyle w:val="Raised"/>'), " a day."), "It costs $5 a day."),
        (
            table(("A", "5 EUR"), ("B", "7 EUR")).replace("<w:tr>", "<w:tr><w:trPr><w:hidden/></w:trPr>", 1),
            "B: 7 EUR",
        ),
    ],
)
def test_what_a_style_hides_strikes_or_raises_is_so(body: str, text: str) -> None:
    assert read_document("any.docx", _changed(docx(body), **{"word/styles.xml": STYLES})).text == text


STYLES = (
    f'<w:styles xmlns:w="{W}"><w:style w:type="character" w:styleId="Hidden"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="HiddenToo"><w:basedOn w:val="Hidden"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="HiddenLines"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Struck"><w:rPr><w:dstrike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Raised"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Round"><w:basedOn w:val="Round"/></w:style></w:styles>'
)


def test_a_style_that_is_based_on_itself_hides_nothing() -> None:
    data = docx(paragraph("Seen", run(" too", '<w:rStyle w:val="Round"/>'), "."))

    assert read_document("any.docx", _changed(data, **{"word/styles.xml": STYLES})).text == "Seen too."


def test_hidden_words_of_a_footnote_are_not_read() -> None:
    note = run("Free over 60 EUR.") + run(" Staff only.", "<w:vanish/>")
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="1"><w:p>{note}</w:p></w:footnote></w:footnotes>'
    data = docx(paragraph("It costs 5 EUR", '<w:r><w:footnoteReference w:id="1"/></w:r>', "."))

    found = read_document("any.docx", _changed(data, **{"word/footnotes.xml": notes}))

    assert "Free over 60 EUR." in found.text
    assert "Staff" not in found.text


@pytest.mark.parametrize("target", ["word/document2.xml", "/word/document2.xml"])
def test_the_main_part_of_a_file_is_the_one_that_it_names(target: str) -> None:
    data = _changed(docx(paragraph("Seen", HIDDEN, ".")), renamed="word/document2.xml", target=target)

    assert read_document("any.docx", data).text == "Seen."


@pytest.mark.parametrize(
    ("inside", "words"),
    [("EncryptedPackage".encode("utf-16-le"), "is protected"), (b"WordDocument", "is not a text: text, Markdown")],
)
def test_a_protected_file_and_one_of_an_old_kind_are_said_to_be_so(inside: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read_document("any.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000) + inside)


def _changed(data: bytes, renamed: str = "word/document.xml", target: str = "word/document.xml", **parts: str) -> bytes:
    """Return a file with other parts, its main part under another name."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w") as made:
        for name in (one for one in given.namelist() if one not in parts):
            content = given.read(name).replace(b'Target="word/document.xml"', f'Target="{target}"'.encode())
            content = content.replace(b'"/word/document.xml"', f'"/{renamed}"'.encode())
            to = name.replace("document.xml", renamed.rpartition("/")[2])
            made.writestr(to, content)
        for name, text in parts.items():
            made.writestr(name, text)
    return out.getvalue()
