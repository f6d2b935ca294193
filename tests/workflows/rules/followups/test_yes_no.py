"""Promises about yes and no: an answer is taken for one, and nothing that only begins like one."""

import pytest

from tests.rows import each_row
from workflows.rules.followups.yes_no import YesOrNo, yes_or_no

YES = (
    "yes",
    "Yes please!",
    "yep go ahead",
    "sure",
    "ok",
    "okay, do it",
    "please do",
    "I do",
    "that's right",
    "Correct.",
    "👍",
    "yes!!! thanks so much",
    "ok, yes, thanks",
    "ok do it, thanks",
    "yes, right",
    "ok please",
    "Absolutely, thank you",
    "hmm yes",
    "Sure, why not?",
    "please",
)
NO = (
    "no",
    "nope",
    "no thanks",
    "No thanks, I'll keep it",
    "no, it's fine",
    "not that one",
    "Don't",
    "of course not",
    "Not yet",
    "actually no",
    "No, something else",
    "I don't want to return it",
    "nah keep it",
    "no, never mind",
    "Not really",
    "no forget it",
    "drop that, thanks",
    "actually, scratch that",
    "leave it for now",
    "never mind",
)
MORE = (
    ("No, the chair", YesOrNo("no", "the chair")),
    ("no wait, the chair", YesOrNo("no", "the chair")),
    ("not the stroller, the chair", YesOrNo("no", "the chair")),
    ("No. I want a replacement", YesOrNo("no", "I want a replacement")),
    ("Yes, it is too small", YesOrNo("yes", "it is too small")),
    ("yes and where is A-12345?", YesOrNo("yes", "where is A-12345?")),
    ("Actually no forget that, my sister wants it", YesOrNo("no", "forget that, my sister wants it")),
    ("scrap that, the chair", YesOrNo("no", "the chair")),
    ("yes, the red one", YesOrNo("yes", "the red one")),
)
NEITHER = (
    "",
    "please check A-12345",
    "do you have it in red?",
    "nothing arrived",
    "no idea",
    "no problem",
    "no news about A-1?",
    "now what?",
    "forget the lamp",
    "never minded the colour",
    "drop that off at the post office?",
    "leave it with my neighbour",
    "Right now I need help",
    "ok so where is my order",
    "yes it does work",
    "yes, but only the lamp",
    "Yes, if it is free",
    "that's right where it broke",
    "wrong colour arrived",
    "yes " * 200,
    "ok thanks",
    "Okay, thank you!",
    "fine, thanks a lot",
    "great, ok, thx",
    "yeah right",
    "Yeah, right!",
    "no, yes, do it",
    "no wait, yes please",
)


@each_row("text", YES)
def test_a_yes_is_a_yes_and_nothing_more(text: str) -> None:
    assert yes_or_no(text) == YesOrNo("yes", "")


@each_row("text", NO)
def test_a_no_is_a_no_and_nothing_more(text: str) -> None:
    assert yes_or_no(text) == YesOrNo("no", "")


@pytest.mark.parametrize(("text", "found"), MORE)
def test_what_follows_an_answer_is_read_on(text: str, found: YesOrNo) -> None:
    assert yes_or_no(text) == found


@each_row("text", NEITHER)
def test_what_only_begins_like_an_answer_is_none(text: str) -> None:
    assert yes_or_no(text) is None
