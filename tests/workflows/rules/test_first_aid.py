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
