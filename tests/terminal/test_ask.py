"""Promises about ``frontdesk ask``: what stands under a reply there, in words."""

from bot.terminal.commands.ask import OFFER
from tests.terminal.command_line import frontdesk


def test_a_person_is_offered_in_words_once_a_case() -> None:
    first = frontdesk("ask", "Where is my order A-12345?")
    later = frontdesk("ask", "--case", "CASE-1001", "And where is order A-54321?")

    assert first.out.endswith(f"{OFFER}\n")
    assert "Tracking number" in later.out
    assert OFFER not in later.out


def test_no_person_is_offered_in_words_where_one_is_asked_for() -> None:
    done = frontdesk("ask", "I want to talk to a human")

    assert "now waits for a person" in done.out
    assert OFFER not in done.out


def test_what_is_asked_about_is_said_with_how_to_answer_and_a_yes_does_it() -> None:
    asked = frontdesk("ask", "The stroller isn't for us, it is too wide.")
    done = frontdesk("ask", "--case", "CASE-1001", "yes please")

    assert "ProductReturn: asked, whether it is wanted" in asked.out
    assert 'waiting, waits for your answer: frontdesk ask --case CASE-1001 "…"' in asked.out
    assert "Your return of stroller is authorised." in done.out
    assert "None" not in asked.out
