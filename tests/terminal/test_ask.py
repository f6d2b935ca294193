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


def test_a_person_is_offered_once_where_the_reply_offers_one_itself() -> None:
    unsure = frontdesk("ask", "Is there a cantina?")

    assert "If you would rather have a person answer it, just say so." in unsure.out
    assert OFFER not in unsure.out


def test_what_is_asked_about_is_said_with_how_to_answer_and_a_yes_does_it() -> None:
    asked = frontdesk("ask", "The stroller isn't for us, it is too wide.")
    done = frontdesk("ask", "--case", "CASE-1001", "yes please")

    assert "return: asked whether it is wanted" in asked.out
    assert (
        'CASE-1001 (return): waits for a yes or no: is it wanted? (return)\n  frontdesk ask --case CASE-1001 "…"\n'
        in asked.out
    )
    assert "Your return of stroller is authorised." in done.out
    assert "None" not in asked.out


def test_a_message_is_understood_and_done_in_words_of_users_not_in_names_of_data() -> None:
    three = "I want to return something. Where is my order? My invoice INV-7890 is too high. Get me a human!"
    shown = frontdesk("ask", three).out.partition("Understood")[2].partition("Reply")[0]

    assert "return: waits for the name of the product" in shown
    assert "order status: waits for the order number" in shown
    names = ("has_tasks", "wants_human", "ProductReturn", "StatusUpdate", "BillingInquiry", "task:", "order_id")
    assert [name for name in names if name in shown] == []


def test_the_call_that_answers_a_question_stands_on_a_line_of_its_own() -> None:
    assert '\n  frontdesk ask --case CASE-1001 "…"\n' in frontdesk("ask", "Where is my order?").out


def test_what_the_case_is_about_is_shown_as_it_is_stored_and_listed() -> None:
    asked = frontdesk("ask", "I want to return the SuperWidget 5000, and my invoice INV-7890 is too high")
    returned = frontdesk("ask", "I want to return the lamp, it flickers")
    listed = frontdesk("cases", "list").out.splitlines()

    assert "CASE-1001 (billing inquiry): answered" in asked.out
    assert "CASE-1002 (return): answered" in returned.out
    assert listed[1].split()[:3] == ["CASE-1002", "answered", "return"]
    assert listed[2].split()[:4] == ["CASE-1001", "answered", "billing", "inquiry"]
    assert frontdesk("cases", "list", "--json").json["cases"][0]["requests"] == ["ProductReturn"]
