"""Every kind of document that people have becomes sections with questions, and what is read holds no markup."""

import re
from pathlib import Path

import pytest

from bot.formats.documents import FILE_TYPES, read_document
from tests.paths import ROOT
from workflows.faq.section_questions import survey_of
from workflows.faq.sections import outline_of

FOLDER = ROOT / "tests" / "data" / "documents"
FILES = sorted(
    one for one in FOLDER.iterdir() if one.suffix.lstrip(".").lower() in FILE_TYPES and one.name != "README.md"
)
MARKUP = re.compile(r"\*\*|\]\(|</?[a-z]|^#{1,6} \w|^\s*\||&[a-z]{2,6};|^[QAFR]\d?[:.] ", re.MULTILINE)


def test_there_are_documents_of_thirty_kinds_and_each_is_named() -> None:
    named = (FOLDER / "README.md").read_text(encoding="utf-8")

    assert len(FILES) >= 30
    assert [file.name for file in FILES if file.name not in named] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_document_is_read_into_sections_that_are_asked(file: Path) -> None:
    document = read_document(file.name, file.read_bytes())

    survey = survey_of(document)

    assert survey.extracts
    assert len(survey.extracts) + len(survey.left_out) >= len(outline_of(document))
    assert not any(
        MARKUP.search(document.text[one.start : one.end]) for one in survey.extracts if "code" not in one.question
    )
    assert document.title
