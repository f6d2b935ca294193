"""One reader of a Slack message: whatever form the words have, they are read; whose they are is kept apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.events import parse_message
from bot.slack.identity import BotIdentity
from bot.slack.reading.message import read_message
from handlers.intake.keep import Edit, Incoming, masked
from tests.fakes.slack import BOT_ID, BOT_USER, CUSTOMER, GENERAL, OTHER_CUSTOMER, SUPPORT, TEAM, Json, edited, message
from tests.fakes.slack.kinds import forward, part, pasted_link, person, picture, plain, rich, room, share, snippet
from workflows.language.passages import Passage, composed, parted

US = BotIdentity(TEAM, BOT_USER, BOT_ID, frozenset({SUPPORT}))
AT_BOT = person(BOT_USER)
NAMES = {OTHER_CUSTOMER: "Ben", GENERAL: "general"}
KEYS = ("type", "elements", "style", "text", "blocks", "attachments", "files", "is_share", "message_blocks", "message")
MORE = ("user_id", "name", "id", "mode", "preview", "preview_is_truncated", "indent", "permalink", "author_name")
KINDS = ("rich_text", "rich_text_section", "rich_text_list", "rich_text_quote", "text", "user", "link", "snippet", True)

scalars = st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from([*KINDS, "F012", "\ud800", "<@U1>"])
json = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from((*KEYS, *MORE)), inner, max_size=6),
    max_leaves=25,
)


def heard(event: Json) -> Incoming:
    found = parse_message({"event": event}, US, NAMES)
    assert isinstance(found, Incoming)
    return found


def kept(event: Json) -> str:
    change = masked(heard(event))
    assert isinstance(change, Incoming)
    return change.text


@given(st.dictionaries(st.sampled_from((*KEYS, *MORE)), json))
def test_any_json_is_read_as_some_text_that_can_be_stored(found: Json) -> None:
    text = read_message(found, {}, BOT_USER).text

    assert "\0" not in text
    assert text.encode().decode() == text


@given(st.text(), st.lists(st.text(min_size=1), max_size=3))
def test_what_is_passed_on_never_becomes_its_writers_own_words(own: str, others: list[str]) -> None:
    once = composed(own, [Passage("forward", "Ben", text) for text in others])

    assert parted(once).own == composed(own, [])
    assert len(parted(once).passages) == len([text for text in others if text.strip()])


# --- typed text ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Where is my order `12345`?", "Where is my order 12345?"),
        ("Where is my order *12345*?", "Where is my order 12345?"),
        ("Where is _A-12345_, please?", "Where is A-12345, please?"),
        ("~I want to return the red lamp because it is broken~ solved, thanks", "solved, thanks"),
        ("a_b_c and 3 * 4 * 5 and ~/home", "a_b_c and 3 * 4 * 5 and ~/home"),
        ("see <https://example.com/_a_/*b*|our page>", "see our page"),
        ("<https://example.com/_a_/b>", "https://example.com/_a_/b"),
        ("&gt; where is it?\nI ask this too", "> where is it?\nI ask this too"),
        ("```\nerror 17\n``` what is this?", "```\nerror 17\n``` what is this?"),
        (f"ask <@{OTHER_CUSTOMER}> in <#{GENERAL}|>", "ask @Ben in #general"),
        ("ask <@U0NOBODY1|Carla>", "ask @Carla"),
        ("ask <@U0NOBODY1>", "ask <@U0NOBODY1>"),
    ],
)
def test_typed_text_is_read_as_its_writer_means_it(raw: str, text: str) -> None:
    assert heard(message(raw)).text == text


# --- rich text -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (
            [part("section", plain("Where is order "), plain("A-12345", code=True), plain("?"))],
            "Where is order A-12345?",
        ),
        ([part("section", plain("I want to return it", strike=True), plain(" solved"))], "solved"),
        ([part("section", plain("hi")), part("quote", plain("one\ntwo"))], "hi\n> one\n> two"),
        ([part("preformatted", plain("error 17"))], "```error 17```"),
        (
            [part("section", plain("ask "), person(OTHER_CUSTOMER), plain(" in "), room(GENERAL))],
            "ask @Ben in #general",
        ),
        (
            [
                part(
                    "list",
                    part("section", plain("a lamp")),
                    part("section", plain("a chair")),
                    style="bullet",
                    indent=0,
                )
            ],
            "• a lamp\n• a chair",
        ),
        (
            [part("list", part("section", plain("first")), part("section", plain("second")), style="ordered")],
            "1. first\n2. second",
        ),
        (
            [
                part("list", part("section", plain("first")), style="ordered", offset=0),
                part("list", part("section", plain("the blue one")), style="bullet", indent=1),
                part(
                    "list", part("section", plain("second")), part("section", plain("third")), style="ordered", offset=1
                ),
            ],
            "1. first\n    • the blue one\n2. second\n3. third",
        ),
        *(
            ([part("list", part("section", plain("first")), style="ordered", offset=odd)], "1. first")
            for odd in (-3, "2", None, 10**9, [1])
        ),
    ],
    ids=[
        *("code", "struck-out", "quote", "preformatted", "names", "bullets", "numbers", "numbers that go on"),
        *("below one", "text", "nothing", "too large", "list"),
    ],
)
def test_rich_text_is_read_also_where_text_is_empty(parts: list[Json], text: str) -> None:
    assert heard(rich(*parts)).text == text


def test_names_that_the_text_has_beside_ids_are_used_for_the_rich_text() -> None:
    event = rich(part("section", plain("see "), room("C0SECRET1")), text="see <#C0SECRET1|plans>")

    assert heard(event).text == "see #plans"


def test_a_rich_text_of_unknown_parts_leaves_the_text_to_be_read() -> None:
    assert heard(rich({"type": "rich_text_hologram", "elements": []}, text="hello")).text == "hello"


# --- who is addressed ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "event",
    [
        message(f"`<@{BOT_USER}>` is its name", channel=GENERAL),
        message(f"```\nhello <@{BOT_USER}>\n``` look", channel=GENERAL),
        message(f"&gt; <@{BOT_USER}> where is it?\nthat was asked before", channel=GENERAL),
        message(f"~<@{BOT_USER}> help~ done", channel=GENERAL),
        rich(part("preformatted", plain("hi "), AT_BOT), channel=GENERAL),
        rich(part("quote", AT_BOT, plain(" where is it?")), part("section", plain("as asked")), channel=GENERAL),
        forward("hi", shares=[share(f"<@{BOT_USER}> help")], text="look", channel=GENERAL),
    ],
    ids=["code", "block", "quote", "struck-out", "rich-block", "rich-quote", "forward"],
)
def test_code_quotes_and_the_words_of_others_do_not_call_the_desk(event: Json) -> None:
    found = heard(event)

    assert (found.addressed, found.mentions_bot) == (False, False)
    assert found.text or found.passages


@pytest.mark.parametrize(
    "event",
    [
        rich(part("section", AT_BOT, plain(" where is it?")), channel=GENERAL),
        rich(part("list", part("section", plain("one "), AT_BOT), style="bullet"), channel=GENERAL),
    ],
)
def test_a_mention_in_rich_text_calls_the_desk(event: Json) -> None:
    assert heard(event).mentions_bot


def test_an_app_mention_that_stands_in_code_calls_nobody() -> None:
    event = {**message(f"`<@{BOT_USER}>` is its name", channel=GENERAL), "type": "app_mention"}

    assert not heard(event).addressed


def test_whom_a_rich_text_begins_with_is_addressed_first() -> None:
    to_ben = rich(part("section", person(OTHER_CUSTOMER), plain(" can you help?")))

    assert heard(to_ben).to_other
    assert not heard(rich(part("section", plain("hi "), person(OTHER_CUSTOMER)))).to_other


# --- what is passed on -----------------------------------------------------------------------------------------------


def test_forwarded_words_are_kept_and_labelled_as_somebody_elses() -> None:
    text = kept(forward("Order A-12345 has not arrived", "where is this one?"))

    assert text == "where is this one?\n↪ Forwarded from Ben in #general:\n> Order A-12345 has not arrived"
    assert parted(text).own == "where is this one?"


def test_a_forward_without_words_of_ones_own_is_read() -> None:
    assert parted(kept(forward("Order A-12345 has not arrived"))).passed_on == "Order A-12345 has not arrived"


def test_a_forward_with_no_blocks_is_read_by_its_text_and_names_nobody_it_does_not_know() -> None:
    shared = share("x", message_blocks=[], author_name="", author_id="U0NOBODY1", channel_id="", text="It *hums*")

    assert kept(forward("", shares=[shared])) == "↪ Forwarded from somebody:\n> It hums"


def test_a_link_that_slack_unfolds_is_no_forward() -> None:
    assert kept(pasted_link("see <https://trial.slack.com/archives/C1/p1>", "not ours")).count("\n") == 0


def test_a_snippet_is_read_as_what_it_is() -> None:
    text = kept(message("what is this?", files=[snippet("log.txt", "error 17\nat line 3")]))

    assert text == "what is this?\n↪ Snippet log.txt:\n> error 17\n> at line 3"


def test_a_file_is_kept_by_name_and_link_and_one_of_a_forward_as_well() -> None:
    event = forward("look", shares=[share("look", files=[picture("broken.png", "F0PICTURE2")])])
    event["files"] = [picture()]

    found = heard(event).files

    assert [(one.name, one.kind, one.is_forwarded) for one in found] == [
        ("screenshot.png", "picture", False),
        ("broken.png", "picture", True),
    ]
    assert found[0].link == "https://trial.slack.com/files/U0ANA0001/F0PICTURE1/screenshot.png"


def test_nothing_that_is_passed_on_can_pass_for_its_writers_own_words() -> None:
    forged = "hello\n\n↪ Forwarded from Ann:\nI want to return the lamp"

    text = kept(forward(forged, "look"))

    assert parted(text).own == "look"
    assert len(parted(text).passages) == 1


def test_a_card_number_that_is_passed_on_is_masked_also_over_lines() -> None:
    assert "4111" not in kept(forward("my card is 4111 1111\n1111 1111"))


# --- edits -----------------------------------------------------------------------------------------------------------


def test_an_edit_compares_what_is_read_and_not_the_raw_text() -> None:
    before = rich(part("section", plain("the lamp")), text="")
    change = edited(before, "")
    change["message"]["blocks"] = rich(part("section", plain("the chair")))["blocks"]

    found = parse_message({"event": change}, US)

    assert isinstance(found, Edit)
    assert found.text == "the chair"


def test_an_edit_that_changes_only_how_words_are_set_is_none() -> None:
    assert parse_message({"event": edited(message("the *lamp*"), "the _lamp_")}, US) is None


def test_a_forward_that_slack_unfolds_again_is_no_edit() -> None:
    before = forward("Order A-12345", "where?")
    change = edited(before, "where?")
    change["message"]["attachments"] = [*before["attachments"], {"from_url": "https://example.com", "id": 2}]

    assert parse_message({"event": change}, US) is None


def test_the_edit_of_a_forward_keeps_what_is_passed_on() -> None:
    change = masked(parse_message({"event": edited(forward("Order A-12345", "where?"), "and now?")}, US))  # type: ignore[arg-type]

    assert isinstance(change, Edit)
    assert parted(change.text).passed_on == "Order A-12345"


def test_who_writes_is_named_by_the_profile_that_comes_along() -> None:
    event = {**message(f"it is me, <@{CUSTOMER}>"), "user_profile": {"display_name": "", "real_name": "Ana"}}

    assert heard(event).text == "it is me, @Ana"
