"""Whatever a document holds, reading, asking, proving and gating it ends in entries or nothing, never in an error."""

import random

import pytest

from bot.formats.documents import read_text
from handlers.faq.made import place_in
from handlers.faq.publishing import by_itself
from storage.errors import Refused
from workflows.faq import rules_extract
from workflows.faq.answer import FAQ_ANSWER, AnswerRequest, quotes_in
from workflows.faq.documents import Document
from workflows.faq.gate import why_it_waits
from workflows.faq.moved import moved_span
from workflows.faq.reasons import NO_VERB
from workflows.faq.sections import passages_for_customers, passages_of
from workflows.faq.successors import successor
from workflows.faq.wording import flipped
from workflows.language.folding import _ODD

DOCUMENTS = 60
PARTS = (
    *(
        "# ",
        "## ",
        "- ",
        "1. ",
        "**",
        "__",
        "Q: ",
        "A: ",
        "?",
        "\u00bf",
        "!",
        ",",
        ": ",
        ". ",
        "\n",
        "\n\n",
        "\t",
        "   ",
    ),
    *("| a | b |\n|---|---|\n| c | d |\n", "\u2026", "...", "(", ")", "\u201c", "\u201d", "`", "```\n", "~~", "<b>"),
    *(
        "&amp;",
        "https://x.de ",
        "@anna ",
        "$5",
        "5 \u20ac",
        "14 days",
        "Can I",
        "How long",
        "Why",
        "When",
        "If you",
        "we",
    ),
    *(
        "You can",
        "cancel",
        "orders",
        "within",
        "of",
        "and",
        "or",
        "Or\n",
        "\u0130",
        "\u0131",
        "\u00df",
        "u\u017f",
        "\ufb01",
    ),
    *(
        "\u200b",
        "\u00ad",
        "\u202e",
        "e\u0301",
        "\u65e5\u672c\u8a9e",
        "\u061f",
        "None",
        "To",
        "Every",
        "The fee is",
        "is",
    ),
    *("are", "cannot be", "returned", "Monday: 9-5\n", "Label: value\n", "[1]", "*", "\u2020", "Step 1: ", "a)", "(i)"),
    *(
        "\u00a7 3 ",
        "---\n",
        "===\n",
        "Frage: ",
        "Wenn Sie",
        "k\u00fcndigen",
        "Sie k\u00f6nnen",
        "m\u00f6glich",
        "bis zu",
    ),
)


def used(document: Document) -> int:
    """Do with a document all that is done when FAQs are made of it by rule; return how many there are."""
    passages, made = tuple(passages_of((document,))), 0
    for question in rules_extract.questions((document,), 25):
        request = AnswerRequest(question, passages, (document,))
        answer = FAQ_ANSWER.rule(request)
        quotes = quotes_in(request, answer)
        proof = [one.model_dump() | place_in(document, one.start, one.end) for one in quotes]
        by_itself(question, answer.answer, proof, "rules")
        for one in quotes:
            assert document.text[one.start : one.end] == one.text
            successor(question, one.text, document)
            assert moved_span(question, (one.start, one.end), document, document) is not None
        made += 1
    passages_for_customers((document,))
    return made


@pytest.mark.parametrize("kind", ["txt", "md"])
@pytest.mark.parametrize("seed", range(3))
def test_no_mixture_of_what_documents_hold_is_an_error(kind: str, seed: int) -> None:
    drawn, read = random.Random(seed), 0  # noqa: S311 - nobody's secret
    for _ in range(DOCUMENTS):
        size = drawn.randrange(5, 120)
        text = "".join(drawn.choice(PARTS) + drawn.choice((" ", "", " ", "\n")) for _ in range(size))
        try:
            document = read_text(f"a.{kind}", text, "A", kind=kind)
        except Refused:
            continue
        used(document)
        read += 1
    assert read > DOCUMENTS / 2


@pytest.mark.parametrize(
    "text",
    [
        "# Help\n\n## Delivery is late. Why?\n\nBecause of the snow in the north of the country.\n",
        "# Help\n\n## Returns\n\n- ... You can return it within 14 days.\n",
        "# Help\n\n## Returns\n\n- \u2026 You can return it within 14 days. We pay the postage.\n",
        "# Help\n\n## And\n\nPay in cash to the driver of the bus.\n",
        "# Help\n\n## Or\n\nPay in cash to the driver of the bus.\n",
        *(
            f"# Help\n\n## Paying\n\nYou can bring {one} and your card to us within 14 days.\n"
            for one in map(chr, _ODD)
        ),
        *(f"# Help\n\n## Visits\n\nYou can visit u{one} in the shop on each day.\n" for one in map(chr, _ODD)),
    ],
)
def test_what_once_ended_a_whole_set_is_read(text: str) -> None:
    assert used(read_text("a.md", text, "A", kind="md")) >= 0


@pytest.mark.parametrize("question", ["Why?", "How?", "When?", "Delivery is late. Why?"])
def test_a_question_of_one_word_waits_for_staff(question: str) -> None:
    assert why_it_waits(question, "Because of the snow.") == NO_VERB


@pytest.mark.parametrize(
    ("said", "plain"), [("\u0131 visit u\u017f", "i visit us"), ("call \u0130 back", "call I back")]
)
def test_letters_that_stand_for_an_i_or_s_are_turned_as_these(said: str, plain: str) -> None:
    assert flipped(said) == flipped(plain)
