"""From a reply to Slack's blocks: nothing lost, nothing live, within Slack's limits."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.blocks import sentence, who
from bot.slack.render import PAGE_CHARS, SECTION_CHARS, Page, escape, render, split
from bot.trial.web_api.block_limits import broken_blocks
from bot.trial.workspace.notes import pings
from bot.trial.workspace.workspace import texts_of
from workflows.reply import Fact, Reply, Section

ODD = st.sampled_from(["<!channel>", "<@U0ANA0001>", "&amp;", "&", "<", ">", "*", "`", " ", "\n", "word", "x" * 500])
texts = st.text(max_size=200) | st.lists(ODD, max_size=40).map("".join)
facts = st.builds(Fact, label=texts, value=texts)
sections = st.builds(Section, heading=texts, text=texts, facts=st.lists(facts, max_size=6).map(tuple))
replies = st.builds(Reply, sections=st.lists(sections, max_size=60).map(tuple), small_print=texts)


def shown(pages: list[Page]) -> str:
    return "\n".join(text for page in pages for text in texts_of(list(page.blocks)))


def bare(text: str) -> str:
    """Without white space and the marks that rendering adds."""
    return re.sub(r"[\s*•:]+", "", text)


@given(replies)
@settings(max_examples=60, deadline=None)
def test_a_rendered_reply_loses_nothing(reply: Reply) -> None:
    pages = render(reply)

    assert bare(html.unescape(shown(pages))) == bare(reply.plain())
    assert bare("".join(page.text for page in pages)) == bare(shown(pages))


@given(replies)
@settings(max_examples=60, deadline=None)
def test_every_page_is_one_that_slack_takes(reply: Reply) -> None:
    for page in render(reply):
        assert broken_blocks(list(page.blocks), "message") == []
        assert len(page.text) <= PAGE_CHARS
        assert list(pings([page.text, list(page.blocks)])) == []


@settings(deadline=None)
@given(texts, st.integers(min_value=10, max_value=200))
def test_a_split_text_is_the_text_in_pieces_of_the_limit(text: str, limit: int) -> None:
    pieces = list(split(escape(text), limit))

    assert all(0 < len(piece) <= limit and piece.strip() for piece in pieces)
    assert "".join("".join(html.unescape(piece) for piece in pieces).split()) == "".join(text.split())


@pytest.mark.parametrize("character", ["<", ">", "&"])
def test_a_split_never_cuts_an_escaped_character(character: str) -> None:
    pieces = list(split(escape(character * 2000), SECTION_CHARS))

    assert "".join(html.unescape(piece) for piece in pieces) == character * 2000
    assert {len(html.unescape(piece)) * len(escape(character)) == len(piece) for piece in pieces} == {True}


def test_a_short_reply_is_one_page_with_the_small_print_last() -> None:
    [page] = render(Reply(sections=(Section(text="Hello"),), small_print="CASE-1001"))

    assert [block["type"] for block in page.blocks] == ["section", "context"]
    assert page.text == "Hello\n\nCASE-1001"


def test_facts_stand_verbatim_under_their_heading() -> None:
    fact = Fact(label="RMA number", value="RMA-100016 <b> & more")

    [page] = render(Reply(sections=(Section(heading="Return of *A*", text="Here it is.", facts=(fact,)),)))

    assert page.text == "*Return of A*\nHere it is.\n• *RMA number:* RMA-100016 &lt;b&gt; &amp; more"


def test_a_reply_of_many_sections_is_split_at_slacks_number_of_blocks() -> None:
    pages = render(Reply(sections=tuple(Section(text=f"part {number}") for number in range(120))))

    assert [len(page.blocks) for page in pages] == [45, 45, 30]


@pytest.mark.parametrize(
    ("user", "shown"),
    [
        ("U0STAFF01", "<@U0STAFF01>"),
        ("W0GRID0001", "<@W0GRID0001>"),
        ("operator", "operator"),
        ("forgotten-1", "forgotten-1"),
        ("U0<!here>", "U0&lt;!here&gt;"),
    ],
)
def test_only_ids_of_slack_s_form_become_mentions(user: str, shown: str) -> None:
    assert who(user) == shown


@pytest.mark.parametrize(
    ("refusal", "shown"),
    [
        ("image.pdf cannot be read", "image.pdf cannot be read"),
        ("the case is resolved.", "The case is resolved."),
        ("resolved.", "Resolved."),
        ("", ""),
    ],
)
def test_a_refusal_begins_with_a_capital_and_the_name_of_a_file_stays_as_it_is(refusal: str, shown: str) -> None:
    assert sentence(refusal) == shown
