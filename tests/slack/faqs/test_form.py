"""Promises about the text fields of the form of /faq: what a long text becomes, and that it comes back as it was."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.faqs.form import Form, Typed, as_shown, prefilled, problems_at, read_form
from bot.slack.faqs.form_view import form_modal
from bot.slack.faqs.text_fields import FIELD_CHARS, MOST_SENT

STORAGE = " ".join(f"Sentence number {n} tells about storage of energy." for n in range(140))
SAMPLES = [
    STORAGE,
    STORAGE.replace(". ", ".\n\n"),
    STORAGE.replace(" ", "\n"),
    "x" * 7000,
    STORAGE.replace(" ", " \n\n "),
]


def again(form: Form) -> Form:
    """Return the form as it comes back from Slack when nobody changed anything."""
    return read_form(as_shown(form_modal(form, "")["blocks"]), json.loads(json.dumps(form.signed)))


@pytest.mark.parametrize("text", SAMPLES)
def test_a_text_over_several_fields_comes_back_letter_by_letter(text: str) -> None:
    form = prefilled(text, "C1")

    back = again(form)

    assert back.documents[0].text == text
    assert len(back.documents[0].texts) >= 3
    assert back.notices == ()


LETTERS = "ab \n.é"
# Drawn as bytes, at once: to draw thousands of letters one by one is half of the test's time.
TEXTS = st.binary(min_size=FIELD_CHARS, max_size=2 * FIELD_CHARS).map(
    lambda drawn: "".join(LETTERS[byte % len(LETTERS)] for byte in drawn).strip()
)


@pytest.mark.no_cover
@given(TEXTS)
def test_any_text_comes_back(text: str) -> None:
    assert again(prefilled(text, "C1")).documents[0].text == prefilled(text, "C1").documents[0].text


def test_a_typo_corrected_in_a_full_field_breaks_no_word() -> None:
    form = prefilled(STORAGE, "C1")
    first, *others = form.documents[0].texts

    corrected = Typed("", (first.replace("number 0 ", "no. 0 "), *others), form.documents[0].joins)

    assert corrected.text == STORAGE.replace("number 0 ", "no. 0 ")


def test_a_field_that_is_emptied_glues_no_words_together() -> None:
    assert Typed("", ("one", "", "three"), (" ", " ")).text == "one\n\nthree"


@pytest.mark.parametrize("letter", ["Ж", "🙂", '"', "a"])
def test_a_text_of_any_script_fits_what_slack_takes_and_the_form_says_that_it_was_cut(letter: str) -> None:
    form = prefilled((letter * 9 + " ") * 25_000, "C1", letter * 120)

    modal = form_modal(form, json.dumps(form.signed))

    assert len(json.dumps(modal)) < 250_000
    assert "attach the text as a file" in json.dumps(modal)
    assert len(json.dumps(form.signed)) < 2_900
    assert form.fits


def test_a_text_that_is_not_cut_is_not_said_to_be() -> None:
    assert "attach the text as a file" not in json.dumps(form_modal(prefilled(STORAGE, "C1"), ""))


def test_what_a_form_tells_stands_in_it_after_it_grew() -> None:
    form = prefilled("Ж" * 100_000, "C1", notices=("thread_cut",))

    assert again(form).with_document().notices == ("thread_cut", "text_cut")


def test_what_was_wrong_is_said_at_the_top_of_the_form_as_well_as_at_its_field() -> None:
    blocks = form_modal(Form((Typed("t", ("",)),)), "", {"files": "image.pdf cannot be read."})["blocks"]

    said = [at for at, block in enumerate(blocks) if "image.pdf cannot be read." in json.dumps(block)]
    files = next(at for at, block in enumerate(blocks) if block.get("block_id") == "files")

    assert said == [1, files + 1]


def test_the_fullest_form_with_all_its_problems_fits_slack() -> None:
    form = Form(
        tuple(Typed("t", ("",) * 6) for _ in range(10)), count="x", channel="C1", notices=("thread_cut", "text_cut")
    )

    assert len(form_modal(form, "", problems_at(form))["blocks"]) <= 100


def test_more_than_slack_takes_does_not_fit() -> None:
    assert not Form((Typed("", ("Ж" * 3000,) * (MOST_SENT // 18_000 + 1)),)).fits
