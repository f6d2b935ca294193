"""Below a reply a mail client puts the mails before it: they are not said now, and a header names no product."""

import pytest

from workflows.rules.frame.mail_history import newest_words
from workflows.rules.planning.plan import make_plan

BANNERS = [
    "-----Original Message-----\nFrom: Frontdesk\nSent: Monday, November 23, 2026 10:00 AM\nSubject: RE: your mail",
    "On Mon, 23 Nov 2026 at 10:00, Frontdesk <desk@shop.example> wrote:",
    "On Mon, 23 Nov 2026 at 10:00,\nFrontdesk <desk@shop.example> wrote:",
    "Von: Frontdesk\nGesendet: Montag, 23. November 2026 10:00\nAn: Jane\nBetreff: AW: Ihre Mail",
    "*From:* Frontdesk\n*Date:* Monday\n*To:* Jane\n*Subject:* Re: your mail",
    "Am 23.11.2026 um 10:00 schrieb Frontdesk:",
    "Le lun. 23 nov. 2026 à 10:00, Frontdesk a écrit :",
]


@pytest.mark.parametrize("banner", BANNERS)
def test_what_stands_below_the_first_line_of_a_mail_before_is_not_said_now(banner: str) -> None:
    text = f"I want to return the kettle, it leaks\n\n{banner}\n\nI want to return the lamp. Where is A-12345?"

    assert newest_words(text) == "I want to return the kettle, it leaks"


@pytest.mark.parametrize("said", ["Still nothing arrived!!", "Where is my parcel?", "any news of the delivery?"])
def test_the_one_order_that_stands_below_is_the_one_that_is_spoken_of(said: str) -> None:
    text = f"{said}\n\n-----Original Message-----\nSubject: RE: order 41234\n\nI want to return something."

    assert newest_words(text) == f"Order 41234: {said}"


@pytest.mark.parametrize("said", ["Thanks, that helped!", "I want to return the kettle", "Where is order A-99999?"])
def test_nobody_is_given_a_number_who_speaks_of_no_order_or_names_one(said: str) -> None:
    text = f"{said}\n\n-----Original Message-----\nSubject: RE: order 41234\n\nIt is in transit."

    assert newest_words(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "Hi,\nOn Friday your support wrote:\nplease wait for the replacement.\nThe kettle is on fire right now!",
        "Your order is late.\nOn the phone your colleague wrote:\nplease wait. But nothing came.",
        "Hello team,\nOn 3 May you wrote:\nplease wait for the replacement. Nothing came.",
        "Please check my invoice\nFrom: ACME\nDate: 3 May 2026\nInvoice: INV-7890\nTotal: 40 euros",
    ],
)
def test_what_a_person_quotes_or_pastes_is_said_now(text: str) -> None:
    assert newest_words(text) == text


def test_quoted_lines_behind_a_line_without_a_date_are_a_mail_before() -> None:
    text = "I want to return the kettle, it leaks\n\nOn Monday Frontdesk wrote:\n> Where shall we send it?"

    assert newest_words(text) == "I want to return the kettle, it leaks"


def test_of_two_orders_below_none_is_taken() -> None:
    text = "Still nothing arrived\n\n-----Original Message-----\nOrder 41234 and order 41235 are in transit."

    assert newest_words(text) == "Still nothing arrived"


@pytest.mark.parametrize(
    "text",
    [
        "see below, please handle\n\nFrom: Jane\nSent: Monday\nTo: me\nSubject: AW: Order A-77812\n\nIt is damaged.",
        "---------- Forwarded message ---------\nFrom: Jane\nDate: Mon\nSubject: Re: Order A-77812\n\nIt is damaged.",
    ],
)
def test_what_is_sent_on_is_read_and_its_header_names_no_product(text: str) -> None:
    read = newest_words(text)

    assert "It is damaged." in read
    assert "A-77812" in read
    assert "From:" not in read
    assert "Subject:" not in read
    assert [one.product_name for one in make_plan(read).tasks if one.query_type == "ProductReturn"] == []


@pytest.mark.parametrize(
    "text",
    [
        "From: Berlin\nTo: Hamburg\nWhere is my order A-12345?",
        "He wrote: please return it",
        "On Monday I wrote: where is my order?",
        "I want to return the lamp - original message of 1998 is printed on it",
    ],
)
def test_words_that_only_look_like_a_header_stay(text: str) -> None:
    assert newest_words(text) == text
