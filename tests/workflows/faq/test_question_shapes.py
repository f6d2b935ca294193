# ruff: noqa: RUF001 - other scripts
"""Questions with answers in tables, lists and texts, and in other scripts, are the document's own like any other."""

import pytest

from tests.workflows.faq.test_doubts import told

PAID = {"Can I pay by card?": ("Yes, by card.", None), "Can I pay by cheque?": ("No, never.", None)}
ROWS = [("Can I pay by card?", "Yes, by card."), ("Can I pay by cheque?", "No, never.")]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("a.md", "# Paying\n\n| Question | Answer |\n|---|---|\n" + "\n".join(f"| {q} | {a} |" for q, a in ROWS)),
        ("a.txt", "Question\tAnswer\n" + "\n".join(f"{q}\t{a}" for q, a in ROWS)),
        ("a.md", "# Paying\n\n" + "\n".join(f"- **{q}** {a}" for q, a in ROWS)),
        ("a.txt", "\n".join(f"- {q} {a}" for q, a in ROWS)),
        ("a.txt", " ".join(f"{q} {a}" for q, a in ROWS)),
        ("a.md", "# Paying\n\n" + "\n\n".join(f"{q} {a}" for q, a in ROWS)),
    ],
)
def test_questions_in_tables_lists_and_texts_are_asked(title: str, text: str) -> None:
    found = told(text, title)

    assert {asked: (answer.rpartition("\n")[2], why) for asked, (answer, why) in found.items()} == PAID


def test_what_stands_behind_a_list_of_questions_is_no_part_of_its_last_answer() -> None:
    listed = "- Can I pay by card? Yes, by all cards.\n- Can I pay later? No, that is impossible."
    found = told(f"# Paying\n\n{listed}\n\nThe house is old.")

    assert found["Can I pay later?"] == ("No, that is impossible.", None)


@pytest.mark.parametrize(
    "text",
    [
        "Do you want to sail? Come to our harbour. Are you brave? Take the big boat.",
        "You ask us often. Can I pay by card? Yes. Can I pay by cheque? No.",
        "Can I pay by card? Yes, by all cards.",
        "- Card or cheque? Both.\n- When? Always.",
    ],
)
def test_rhetoric_and_what_is_not_asked_well_is_left_a_text(text: str) -> None:
    assert not [asked for asked in told(f"# Harbour\n\n{text}") if asked in text]


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("返品できますか？", "はい、お届けから30日以内であれば、未使用の商品に限り返品できます。"),
        ("我可以退货吗？", "可以。收到商品后三十天内，未使用的商品可以退货。"),
        ("هل يمكنني إرجاع المنتج؟", "نعم، يمكنك إرجاع المنتج خلال 14 يومًا من التسليم."),
        ("Μπορώ να επιστρέψω ένα προϊόν;", "Ναι, μέσα σε 14 ημέρες από την παράδοση."),
    ],
)
@pytest.mark.parametrize("form", ["## {}\n\n{}", "{}\n{}", "**{}**\n\n{}"])
def test_questions_in_other_scripts_are_asked(asked: str, answer: str, form: str) -> None:
    assert told(form.format(asked, answer))[asked] == (answer, None)
