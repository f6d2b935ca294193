"""A set of FAQs as files after staff have decided: their own words are marked, what they rejected is left out."""

import csv
import io
import json

import pytest

from bot.slack.faqs.jobs import files_of
from bot.wiring import Bot
from handlers.faq import decisions
from handlers.faq.acts import FaqActor, see_set
from handlers.faq.decisions import Seen
from storage.database import Tx
from tests.fakes.slack import STAFF, TEAM
from tests.handlers.faq.published import stored_set
from tests.stored import Clock

ROWS = [
    (f"How long does lamp {name} last?", f"Lamp {name} lasts two years.", f"Lamp {name} lasts two years.")
    for name in ("one", "two", "three")
]
SAM = FaqActor(TEAM, STAFF, is_staff=True)


@pytest.fixture
async def files(bot: Bot) -> dict[str, str]:
    """The files of a set of three: the first is edited, the second rejected."""
    now = Clock()()

    def decide(tx: Tx) -> int:
        decisions.edit(tx, SAM, Seen(number, 1), ROWS[0][0], "Five *years*, we say.", now)
        decisions.reject(tx, SAM, Seen(number, 2), now)
        return see_set(tx, SAM, number).id

    number = await stored_set(bot, ROWS)
    set_id = await bot.db.write(decide)
    return dict((await bot.db.read(lambda tx: files_of(tx, set_id))).files)


def test_markdown_marks_the_team_s_own_words_and_leaves_out_what_is_rejected(files: dict[str, str]) -> None:
    text = files["FAQ.md"]

    assert "Five \\*years\\*, we say.\n\nSource: our team, in its own words" in text
    assert "lamp two" not in text
    assert "Source: Lamps (word for word)" in text


def test_json_says_of_each_entry_whose_words_it_is_and_what_was_decided(files: dict[str, str]) -> None:
    first, third = json.loads(files["FAQ.json"])["faqs"]

    assert (first["staffs_words"], first["state"], first["quotes"]) == (True, "approved", [])
    assert (third["staffs_words"], third["state"], third["published"]) == (False, "proposed", False)


def test_csv_has_the_kind_of_each_entry(files: dict[str, str]) -> None:
    rows = list(csv.DictReader(io.StringIO(files["FAQ.csv"])))

    assert [(row["number"], row["kind"]) for row in rows] == [("1", "staff"), ("3", "model")]


async def test_the_set_that_staff_write_themselves_has_files_too(bot: Bot) -> None:
    now = Clock()()
    faq, _ = await bot.db.write(lambda tx: decisions.add_own(tx, SAM, "Is there a cantina?", "Yes.", now))

    found = await bot.db.read(lambda tx: files_of(tx, faq.id))

    assert "Answers in the words of our team." in dict(found.files)["FAQ.md"]
