"""The whole loop in the terminal: make FAQs, publish them, ask, see what is missing."""

from tests.handlers.faq.desk import FILES
from tests.handlers.faq.published import NO_WIND, NO_WIND_ANSWER
from tests.terminal.command_line import frontdesk


def test_what_was_published_in_the_terminal_answers_there() -> None:
    made = frontdesk("faq", *FILES, "--count", "25")
    published = frontdesk("faq-publish", "1", "--all")
    answered = frontdesk("ask", NO_WIND)

    assert "Set 1; `frontdesk faq-publish 1` lets the desk answer from it." in made.err
    assert (published.code, published.err) == (0, "")
    assert " questions" in published.out
    assert NO_WIND_ANSWER in answered.out
    assert "(FAQ set 1)" in answered.out


def test_what_frontdesk_worded_waits_for_a_look_and_is_published_with_one_flag() -> None:
    made = frontdesk("faq", *FILES, "--count", "25")
    first = frontdesk("faq-publish", "1")
    before = frontdesk("ask", NO_WIND)
    waiting = frontdesk("faq", "show", "1", "--waiting")
    gaps = frontdesk("faq-gaps")
    listed = frontdesk("faq", "list")
    every = frontdesk("faq-publish", "1", "--all")
    after = frontdesk("ask", NO_WIND)

    look = "To look: `frontdesk faq show 1 --waiting`; to publish all: `frontdesk faq-publish 1 --all`."
    assert "for a look, as Frontdesk worded their questions: entries " in made.err
    assert look in first.out
    assert look in made.err
    assert NO_WIND_ANSWER not in before.out
    assert "state    waits for a look: Frontdesk worded the question" in waiting.out
    assert "answers it, and waits for you" in gaps.out
    assert "wait for a look" in listed.out
    assert "for a look" not in every.out
    assert NO_WIND_ANSWER in after.out


def test_to_publish_all_and_to_withdraw_are_not_asked_for_together() -> None:
    ended = frontdesk("faq-publish", "1", "--all", "--withdraw")

    assert (ended.code, ended.err) == (2, "frontdesk: give --withdraw or --all, not both\n")


def test_a_withdrawn_set_answers_no_more_and_its_questions_are_missing_again() -> None:
    frontdesk("faq", *FILES)
    frontdesk("faq-publish", "1")
    withdrawn = frontdesk("faq-publish", "1", "--withdraw")

    assert "withdrawn" in withdrawn.out
    assert "I am not sure" in frontdesk("ask", NO_WIND).out
    [gap] = frontdesk("faq-gaps", "--json").json["gaps"]
    assert (gap["question"], gap["count"], gap["cases"]) == (NO_WIND, 1, ["CASE-1001"])


def test_gaps_are_shown_one_a_line_with_control_characters_made_visible() -> None:
    frontdesk("ask", "Do turbines kill\nred \x1b[31mbirds?")
    frontdesk("ask", "Is there a cantina?")

    shown = frontdesk("faq-gaps", "--limit", "1")

    assert shown.out.count("\n") == 1
    assert "\x1b" not in shown.out


def test_without_gaps_it_says_so() -> None:
    assert frontdesk("faq-gaps").out == "There are no unanswered questions.\n"


def test_a_set_that_is_not_there_is_explained() -> None:
    ended = frontdesk("faq-publish", "7")

    assert (ended.code, ended.err) == (1, "frontdesk: there is no set 7 of FAQs\n")
