"""A cue word with one slip is read as what it is; a word of its own stays."""

import pytest

from workflows.rules.planning.plan import make_plan
from workflows.rules.syntax.clauses import read


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("i want to retrun the hair trimmer, it kees switching off", "hair trimmer"),
        ("I want to retunr the globe, it wobbles", "globe"),
        ("please refnud the globe, i want to send it bakc", "globe"),
        ("has odrer MN-50500 been sent alredy", "MN-50500"),
        ("my invioce INV-3030 is too high", "INV-3030"),
        ("INV-3031, you chraged me twcie", "INV-3031"),
        ("pls chekc on order MN-50501", "MN-50501"),
    ],
)
def test_a_slip_in_a_cue_word_hides_no_task(text: str, task: str) -> None:
    tasks = make_plan(text).tasks

    assert [one.product_name or one.order_id or one.invoice_number for one in tasks] == [task]


@pytest.mark.parametrize(
    "text",
    ["we are retuning the piano", "there is damage on the lid", "the broker called", "tacking a sail", "part ORDRE-15"],
)
def test_a_word_that_is_no_slip_stays(text: str) -> None:
    assert read(text).words == text
