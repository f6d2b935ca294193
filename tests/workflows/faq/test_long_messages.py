"""What a message's length costs: reading it for questions stays cheap however it is made, and it keeps its sense."""

import time

import pytest

from workflows.faq.match_words import index_entry, index_question
from workflows.faq.questions_in_messages import LONGEST_QUESTION, asks, is_impersonal, is_trouble, questions_in

LONGEST = 40_000  # characters: where Slack cuts a message
# Generous, of the thread's own time: it is milliseconds. What tries each word against all that follow takes minutes.
SECONDS = 3.0
REPEATED = [
    "my ",
    "why ",
    "not ",
    "how much ",
    "what ",
    "where ",
    "where comes from ",
    "is for ",
    "is free ",
    "how my ",
]
RUNS = ["what is " + "a" * 390 + " of", "a" + ("!" * 60 + "b") * 6, "9" * LONGEST, "what does " + "a-" * 195 + "!x"]


@pytest.mark.parametrize("ending", ["", "?", " comes from"])
@pytest.mark.parametrize(
    "text", [piece * (LONGEST // len(piece)) for piece in REPEATED] + RUNS, ids=lambda text: text[:9]
)
def test_a_message_made_to_be_slow_to_read_is_read_at_once(text: str, ending: str) -> None:
    started = time.thread_time()

    for read in (questions_in, is_trouble, asks, is_impersonal, index_question):
        read(text + ending)
    index_entry("What is it?", text + ending, "Doc")

    assert time.thread_time() - started < SECONDS


def test_a_sentence_longer_than_any_entry_s_question_is_no_question() -> None:
    long = f"How long do inverters last{' and last' * (LONGEST_QUESTION // 9)}?"

    assert questions_in(f"{long} How long do lamps last?") == ["How long do lamps last?"]
    assert questions_in(long) == []


def test_trouble_is_seen_in_a_sentence_of_any_length() -> None:
    assert is_trouble(f"my router{' which we got in spring' * 500} has stopped")
    assert is_trouble(f"nothing works{' and it is wrong' * 500} since my last call")
    assert questions_in(f"My router{' of last spring' * 500} is broken. How long do routers last?") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The bike I have is far too big for the post. Who takes it and what would I pay?", []),
        ("We got the tent today. Who repairs it?", []),
        ("I have a day pass. Is it possible to park at the gate?", ["Is it possible to park at the gate?"]),
        ("We come by car. Where can we park it near the gate?", ["Where can we park it near the gate?"]),
        ("Who takes it, and for how much?", []),
    ],
)
def test_a_question_that_only_points_to_what_was_said_before_is_matched_with_nothing(
    text: str, found: list[str]
) -> None:
    assert questions_in(text) == found
