"""Promises about sections without an entry: each is named with the true reason, with a model and without."""

from collections.abc import AsyncIterator

import pytest

from bot.desk import open_desk
from bot.formats.documents import read_text
from bot.settings import Settings
from handlers.desk import Desk
from handlers.faq.left_out import ENOUGH, NOT_SHOWN, NOTHING_FOUND, REPEATED, TWO_ANSWERS
from handlers.faq.made import LeftOut
from handlers.faq.report import MOST_LEFT_OUT
from tests.fakes.model import FakeModel, Say
from tests.handlers.faq.desk import made, order, settings_to
from workflows.faq.section_questions import NO_QUESTION, SHORT

GUIDE = """# Bikes

## How do I pay?

You pay by card at any of our stations.

## Who can ride?

Whoever is 16 years old or older can ride.

## Condensation

Water may gather below the saddle.

## How do I reach you?

Write to help@bikes.example or to our office.

## Note

Hm.

## How can I pay?

You pay by card at any of our stations.
"""


@pytest.fixture
async def keyless() -> AsyncIterator[Desk]:
    async with open_desk(Settings()) as opened:
        yield opened


@pytest.fixture
async def modelled(model: FakeModel) -> AsyncIterator[Desk]:
    async with open_desk(settings_to(model)) as opened:
        yield opened


def by_section(left_out: tuple[LeftOut, ...]) -> dict[str, str]:
    """Return the reasons by section."""
    return {one.section: one.reason for one in left_out}


async def test_without_a_model_each_section_has_the_reason_that_is_true_of_it(keyless: Desk) -> None:
    found = await made(keyless, order(10, (read_text("bikes.md", GUIDE),)))

    assert len(found.entries) == 3
    assert (found.report.sections, found.report.unused) == (6, 3)
    assert by_section(found.report.left_out) == {
        "Condensation": NO_QUESTION,
        "Note": SHORT,
        "How can I pay?": REPEATED,
    }


async def test_what_was_not_asked_since_fewer_were_wanted_says_so(keyless: Desk) -> None:
    found = await made(keyless, order(1, (read_text("bikes.md", GUIDE),)))

    assert found.report.why == ""
    assert by_section(found.report.left_out)["Who can ride?"] == ENOUGH
    assert any(one.startswith("Without an entry, 5 of 6 sections: ") for one in found.report.sentences())


async def test_with_a_model_what_it_asked_nothing_of_is_told_apart_from_what_it_did_not_see(
    modelled: Desk, model: FakeModel
) -> None:
    model.script("faq_questions", Say(answer={"questions": ["How do I pay?"]}), times=None)
    long = "".join(f"## Part {at}\n\n{'Some words on wheels and their spokes. ' * 12}\n\n" for at in range(120))

    short = await made(modelled, order(2, (read_text("bikes.md", GUIDE),)))
    too_long = await made(modelled, order(2, (read_text("bikes.md", GUIDE + long),)))

    assert by_section(short.report.left_out)["Who can ride?"] == NOTHING_FOUND
    assert NOT_SHOWN in by_section(too_long.report.left_out).values()


async def test_of_very_many_sections_some_are_kept_by_name_and_all_are_counted(keyless: Desk) -> None:
    many = "".join(f"## Riddle {at}\n\nWater may gather below the saddle, of {at} kinds.\n\n" for at in range(300))

    found = await made(keyless, order(2, (read_text("bikes.md", GUIDE + many),)))

    assert len(found.report.left_out) == MOST_LEFT_OUT
    assert found.report.unused == 304
    assert found.report.small_print()[0].endswith(f"and {304 - MOST_LEFT_OUT} more.")
    assert len(found.report.small_print()[0]) < 2000


async def test_a_question_that_a_document_answers_in_two_ways_is_left_to_staff_and_so_are_both_answers(
    keyless: Desk,
) -> None:
    twice = (
        "# Shipping\n\n## Do you ship batteries?\n\nOnly batteries with less than 100 Wh are shipped.\n\n"
        "## Where do you ship to?\n\nWe ship to all of Europe.\n\n"
        "## Do you ship batteries?\n\nBatteries are never shipped by air.\n"
    )

    found = await made(keyless, order(10, (read_text("shipping.md", twice),)))

    assert [one.question for one in found.entries] == ["Where do you ship to?"]
    assert [(one.section, one.reason) for one in found.report.left_out] == [("Do you ship batteries?", TWO_ANSWERS)] * 2


async def test_a_question_that_a_document_answers_twice_in_the_same_words_is_made_once(keyless: Desk) -> None:
    twice = "## Do you ship batteries?\n\nWe ship no batteries at all.\n\n" * 2

    found = await made(keyless, order(10, (read_text("shipping.md", twice),)))

    assert [one.question for one in found.entries] == ["Do you ship batteries?"]
