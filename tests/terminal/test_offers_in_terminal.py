"""“Did you mean” in the terminal: numbered questions, chosen by number or by their words; wordings decided there."""

from tests.handlers.faq.offered import FOLDER
from tests.terminal.command_line import frontdesk

FILE = str(FOLDER / "parcels.txt")
QUESTION = "How long does my parcel take?"
ENTRY = "How long does delivery take?"
ANSWER = "Standard delivery takes two to four working days within the country."


def offered() -> str:
    """Publish a set in the terminal, ask; return the reply."""
    frontdesk("faq", FILE, "--title", "Delivery")
    frontdesk("faq-publish", "1", "--all")
    return frontdesk("ask", QUESTION).out


def test_offers_are_numbered_and_the_number_chooses() -> None:
    reply = offered()

    chosen = frontdesk("ask", "--case", "CASE-1001", "1")

    assert f"1. {ENTRY}" in reply
    assert "\n2. " in reply
    assert ANSWER in chosen.out
    assert "Delivery, word for word (FAQ set 1)" in " ".join(chosen.out.split())


def test_the_question_in_words_chooses_too() -> None:
    offered()

    assert ANSWER in frontdesk("ask", "--case", "CASE-1001", ENTRY.lower()).out


def test_wordings_are_listed_approved_and_rejected() -> None:
    offered()
    frontdesk("ask", "--case", "CASE-1001", "1")

    listed = frontdesk("faq", "aliases")
    approved = frontdesk("faq", "aliases", "--approve", "1", "--json").json["aliases"]
    answered = frontdesk("ask", QUESTION)
    rejected = frontdesk("faq", "aliases", "--reject", "1")

    assert f"1 proposed: “{QUESTION}” → “{ENTRY}” (set 1, question 1; 1 person)" in " ".join(listed.out.split())
    assert [(one["state"], one["answers"], one["wording"]) for one in approved] == [("approved", True, QUESTION)]
    assert ANSWER in answered.out
    assert "rejected" in rejected.out
    assert ANSWER not in frontdesk("ask", QUESTION).out


def test_the_whole_case_tells_what_was_chosen_for_which_words() -> None:
    offered()
    frontdesk("ask", "--case", "CASE-1001", "1")

    [chosen] = frontdesk("cases", "show", "CASE-1001", "--json").json["chosen"]

    assert (chosen["wording"], chosen["question"]) == (QUESTION, ENTRY)


def test_a_wording_that_is_not_there_is_explained_and_none_at_all_said() -> None:
    assert frontdesk("faq", "aliases").out == "There are no wordings: nobody has chosen among offers yet.\n"

    ended = frontdesk("faq", "aliases", "--approve", "7")

    assert (ended.code, ended.err.partition(" any more")[0]) == (1, "frontdesk: there is no wording 7")
