"""Who tells of a fault and wants nothing done about it is thanked; who wants anything is not."""

import pytest

from workflows.rules.escalation.complaints import is_waived


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("one thing though, the box was ripped. no worries", True),
        ("The parcel was dented, not a big deal, just so you know", True),
        ("the lid came scratched, no problem for us though", True),
        ("the box was ripped", False),
        ("no worries, but the lamp is broken and I want a new one", False),
        ("It arrived broken. No worries, just send me another, no problem", False),
        ("the box was ripped, is that no problem?", False),
        ("I see no problem with waiting, the box was ripped", False),
    ],
)
def test_a_fault_that_nobody_need_mend_is_told_from_one_that_somebody_must(text: str, is_so: bool) -> None:
    assert is_waived(text) is is_so
