"""Normal forms: as Unicode has them, but for marks without end."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from workflows.language.normal import MOST_MARKS, normal


@given(st.text(max_size=MOST_MARKS))
def test_what_has_no_run_of_marks_is_in_the_library_s_normal_form(text: str) -> None:
    assert normal("NFKC", text) == unicodedata.normalize("NFKC", text)


def test_of_marks_without_end_the_first_thirty_stay_and_all_that_is_around_them() -> None:
    endless = "Cafe\u0301 x" + "\u0327\u0301" * 5000 + " end"

    assert normal("NFC", endless) == "Caf\u00e9 x" + "\u0327" * 15 + "\u0301" * 15 + " end"
