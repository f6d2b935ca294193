"""What the question step is shown of a long text: some of each section, other passages at each turn, never too much."""

import pytest

from workflows.faq.documents import Document
from workflows.faq.sections import passages_of
from workflows.faq.view import VIEW_CHARS, section_numbers, shown_passages, view_of


def section(name: str, sentences: int) -> str:
    return f"## {name}\n\n" + "\n\n".join(f"Sentence {n} of {name} says one thing. " * 12 for n in range(sentences))


LONG = (
    Document("Big", "\n\n".join(section(f"Chapter {n}", 8) for n in range(20))),
    Document("Small", section("Only chapter", 3)),
)


def test_a_short_text_is_shown_whole() -> None:
    short = (Document("One", "A sentence."), Document("Two", "Another."))

    assert view_of(short, 20) == "# One\nA sentence.\n\n# Two\nAnother."
    assert shown_passages(short, 20, 1) is None


def test_each_document_is_shown_and_its_sections_evenly() -> None:
    passages, sections = passages_of(LONG), section_numbers(passages_of(LONG))

    shown = shown_passages(LONG, 40, 1)

    assert shown is not None
    assert {passages[at].document for at in shown} == {0, 1}
    assert len({sections[at] for at in shown}) == len(set(sections))


def test_each_turn_shows_passages_that_no_turn_before_has_shown() -> None:
    first, both = shown_passages(LONG, 20, 1), shown_passages(LONG, 20, 2)

    assert first is not None
    assert both is not None
    assert len(both) >= 1.8 * len(first)


@pytest.mark.parametrize("breadth", [2, 20, 50])
@pytest.mark.parametrize("turn", [0, 3, 30])
@pytest.mark.parametrize("text", ["word " * 40_000, "A line.\n\n" * 20_000, "# Heading\n\n" * 9000, "字" * 90_000])
def test_no_text_is_shown_at_more_than_its_room(breadth: int, turn: int, text: str) -> None:
    documents = (Document("t" * 120, text), Document("other", "It is short."))

    assert 0 < len(view_of(documents, breadth, turn)) <= VIEW_CHARS
