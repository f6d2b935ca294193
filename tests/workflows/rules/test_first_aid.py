"""What first help says to a technical problem."""

import pytest

from workflows.rules import first_aid


def test_who_has_said_when_it_happens_is_not_told_to_note_when_it_happens() -> None:
    told = first_aid.technical("The app crashes every time I open the settings")

    assert "a crash or freeze" in told
    assert "note" not in told


@pytest.mark.parametrize("text", ["my printer does not print", "the scanner scans nothing but black pages"])
def test_a_printer_gets_help_for_printers(text: str) -> None:
    assert "a printer or scanner that does not work" in first_aid.technical(text)


def test_a_driver_that_cannot_be_installed_is_a_matter_of_installation() -> None:
    assert "an installation or set-up problem" in first_aid.technical("I cannot install the printer driver")


def test_what_was_tried_already_is_not_advised_again() -> None:
    told = first_aid.technical(
        "my router drops the connection at night. already restarted it, updated firmware, changed cable. what else?"
    )

    assert "restart" not in told
    assert "try a different network" in told


@pytest.mark.parametrize("text", ["I can't connect. I have a new router", "My app crashes since I restarted it"])
def test_what_is_only_told_is_no_attempt(text: str) -> None:
    assert "restart" in first_aid.technical(text)


def test_who_has_tried_all_of_it_hears_no_advice_but_of_a_person() -> None:
    told = first_aid.technical("my app crashes, I already restarted it and installed all updates and removed it")

    assert "•" not in told
    assert "a person" in told


@pytest.mark.parametrize(
    "text", ["Oh great, another broken kettle. Love it.", "my chair snapped in half", "it is torn"]
)
def test_a_thing_that_is_broken_is_not_to_be_restarted(text: str) -> None:
    told = first_aid.technical(text)

    assert "restart" not in told
    assert "send it back" in told


@pytest.mark.parametrize(
    "text",
    [
        "My tablet's screen is cracked",
        "the screen of my phone shattered when I dropped it",
        "cracked screen on the new phone",
        "the power button broke off",
        "The buttons on the remote have snapped off",
    ],
)
def test_a_screen_or_a_button_that_is_in_pieces_is_not_to_be_restarted(text: str) -> None:
    assert "send it back" in first_aid.technical(text)


@pytest.mark.parametrize(
    "text", ["the screen freezes", "The app crashed and the screen went black", "a button is dead"]
)
def test_a_screen_or_a_button_that_only_does_not_work_is_helped(text: str) -> None:
    assert "•" in first_aid.technical(text)


@pytest.mark.parametrize("text", ["the app is broken", "The download page seems broken"])
def test_what_runs_on_a_screen_and_is_broken_is_helped(text: str) -> None:
    assert "•" in first_aid.technical(text)


@pytest.mark.parametrize("text", ["it doesn't work", "Hi, this is not working!", "it just won't work anymore"])
def test_who_does_not_say_what_does_not_work_is_asked(text: str) -> None:
    assert first_aid.technical(text).endswith("What is it that does not work, and what happens when you try?")
