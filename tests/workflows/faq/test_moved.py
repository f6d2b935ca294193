"""A quote has only moved if it says the same in the newer reading: whole, in its place, with nothing new around it."""

import pytest

from bot.formats.documents import read_text
from workflows.faq.documents import Document
from workflows.faq.moved import moved_span
from workflows.faq.proof import find_quote

CANCEL = "You can cancel your order at any time."
SHOES = "Yes, within 14 days of delivery."
PARKING = "Parking is free for all guests of the hotel."
PRICES = (
    "# Help\n\n## Tickets\n\n| Ticket | Price |\n|---|---|\n| Day ticket for adults | 10 euros |\n"
    "| Week ticket for adults | 40 euros |\n"
)
ROW = "Ticket: Day ticket for adults; Price: 10 euros"
LIST = "# Help\n\n## Returns\n\nWe take back:\n\n- clothes with their label\n- flowers and plants in pots\n"
ITEM = "flowers and plants in pots"
TWO = f"# Help\n\n## Can I return shoes?\n\n{SHOES}\n\n## Can I return hats?\n\nNo, hats cannot be returned.\n"


def read(text: str) -> Document:
    """Return a page as it is read."""
    return read_text("help", text, "Help", kind="md")


def now_at(question: str, quote: str, old: str, new: str) -> str | None:
    """Return what a quote of the old page is in the new one; None: nothing."""
    found = find_quote(quote, (read(old),))
    assert found is not None
    span = moved_span(question, (found.start, found.end), read(old), read(new))
    return None if span is None else read(new).text[slice(*span)]


def page(said: str, heading: str = "Can I cancel?") -> str:
    """Return a page with one section."""
    return f"# Help\n\n## {heading}\n\n{said}\n\n## Contact\n\nWrite to us at any time of the day.\n"


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        (CANCEL, "You can cancel your order at any time before we have packed it, which is within one hour."),
        (CANCEL, "It is not true any more that you can cancel your order at any time."),
        (CANCEL, f"{CANCEL}\n\nHowever, an order in the sale cannot be cancelled."),
        (CANCEL, f"{CANCEL} Orders in the sale are final."),
        (CANCEL, f"The following held until May. {CANCEL}"),
        (CANCEL, f"Only for members:\n\n{CANCEL}"),
        (CANCEL, f"~~{CANCEL}~~ Never."),
        (CANCEL, f"{CANCEL}\n\nDo not publish."),
        (PARKING, "It is no longer the case that parking is free for all guests of the hotel."),
        (PARKING, "Parking is free for all guests of the hotel who stay for a week."),
        ("Man kann jederzeit kostenlos kündigen.", "Man kann jederzeit kostenlos kündigen, aber nicht im Mai."),
    ],
)
def test_words_in_a_sentence_that_says_more_or_with_more_behind_them_have_not_only_moved(quote: str, said: str) -> None:
    assert now_at("Can I cancel?", quote, page(quote), page(said)) is None


@pytest.mark.parametrize(
    "new",
    [
        "# Help\n\n## Can I return shoes?\n\nNo, shoes cannot be returned.\n\n## Can I return hats?\n\n" + SHOES,
        "# Help\n\n## Can I return shoes?\n\nNo, not any more.\n\n## Old rules (until 2025)\n\n" + SHOES,
        f"# Help\n\n## Internal notes\n\n{SHOES}\n\n## Can I return hats?\n\nNo, hats cannot be returned.\n",
        TWO.replace("# Help", "# Help of 2019", 1),
        TWO.replace("## Can I return shoes?", "## Business customers\n\n### Can I return shoes?"),
        f"{TWO}\n## Can I return shoes?\n\nNo, shoes on sale cannot be returned.\n",
    ],
)
def test_words_under_other_headings_or_beside_another_answer_have_not_only_moved(new: str) -> None:
    assert now_at("Can I return shoes?", SHOES, TWO, new) is None


@pytest.mark.parametrize(
    ("quote", "old", "new"),
    [
        (ITEM, LIST, LIST.replace("We take back:", "We do not take back:")),
        (ROW, PRICES, PRICES.replace("| Price |", "| Price before 2025 |")),
        (ROW, PRICES, f"{PRICES}\nPrices exclude the tax of the city.\n"),
    ],
)
def test_a_row_or_item_under_another_label_or_lead_has_not_only_moved(quote: str, old: str, new: str) -> None:
    assert now_at("How much is it?", quote, old, new) is None


@pytest.mark.parametrize(
    ("quote", "old", "new"),
    [
        (CANCEL, page(CANCEL), "# Help\n\n## News\n\nWe have moved to a new house.\n" + page(CANCEL)[6:]),
        (CANCEL, page(CANCEL), page("You can **cancel** your order\nat any time.")),
        (CANCEL, page(f"{CANCEL} A call costs 5 euros."), page(f"{CANCEL} A call costs 6 euros.")),
        (CANCEL, page(f"{CANCEL} A call costs 5 euros."), page(CANCEL)),
        (ITEM, LIST, LIST.replace("clothes with their label", "clothes nobody has worn")),
        (ROW, PRICES, PRICES.replace("40 euros", "45 euros")),
        (ROW, PRICES, PRICES + "| Month ticket for adults | 90 euros |\n"),
        (SHOES, TWO, TWO.replace("No, hats cannot be returned.", "Yes, hats can be returned.")),
    ],
)
def test_what_says_the_same_has_moved_although_other_things_changed(quote: str, old: str, new: str) -> None:
    found = now_at("What of it?", quote, old, new)

    assert found is not None
    assert " ".join(found.replace("**", "").split()) == quote
