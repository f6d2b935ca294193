"""Reading Slack's event bodies: never raises on any JSON; markup becomes what the person saw."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.cases.reactions import Reaction, parse_reaction
from bot.slack.events import Heard, parse_found, parse_message
from bot.slack.identity import BotIdentity
from bot.slack.reading.markup import plain_words
from handlers.intake.keep import Deletion, Edit, Incoming
from tests.fakes.slack import (
    BOT_ID,
    BOT_USER,
    CUSTOMER,
    DM,
    GENERAL,
    OTHER_CUSTOMER,
    SUPPORT,
    TEAM,
    Json,
    deleted,
    dm,
    edited,
    mention,
    message,
    thread_broadcast,
    unfurled,
)
from tests.rows import each_row

US = BotIdentity(TEAM, BOT_USER, BOT_ID, frozenset({SUPPORT}))
KEYS = (
    *("type", "subtype", "channel", "channel_type", "ts", "user", "text", "thread_ts", "bot_id", "message"),
    *("previous_message", "edited", "deleted_ts", "event_ts", "files"),
)
WORDS = ("message", "app_mention", "message_changed", "message_deleted", "file_share", "tombstone", "im")
VALUES = (*WORDS, SUPPORT, DM, CUSTOMER, BOT_USER, BOT_ID, "1700000000.000100", f"<@{BOT_USER}> hi", "", "\0", "\ud800")

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(VALUES)
json = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=12,
)


def parsed(event: Json) -> Incoming:
    found = parse_message({"event": event}, US)
    assert isinstance(found, Incoming)
    return found


@settings(deadline=None)
@given(json)
def test_any_json_is_a_change_or_nothing(body: object) -> None:
    assert isinstance(parse_message(body, US), Heard | None)


@settings(deadline=None)
@given(st.sampled_from(["message", "app_mention"]), st.dictionaries(st.sampled_from(KEYS[1:]), json))
def test_any_event_of_type_message_is_a_change_or_nothing(kind: str, event: Json) -> None:
    assert isinstance(parse_message({"event": {**event, "type": kind}}, US), Heard | None)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS[1:]), json))
def test_any_message_of_a_method_is_a_message_or_nothing(message: Json) -> None:
    assert isinstance(parse_found(message, "C1", US), Incoming | None)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["item", "user", "reaction", "event_ts", "item_user"]), json))
def test_any_event_of_type_reaction_is_a_reaction_or_nothing(event: Json) -> None:
    assert isinstance(parse_reaction({"event": {**event, "type": "reaction_added"}}, "T1"), Reaction | None)


@settings(deadline=None)
@given(st.text())
def test_any_text_can_be_stored_and_sent_as_utf8(raw: str) -> None:
    plain = plain_words(raw, {}, BOT_USER)

    assert "\0" not in plain
    assert plain.encode().decode() == plain


@each_row(
    ("raw", "plain"),
    [
        ("<https://example.com/a?b=1&amp;c=2>", "https://example.com/a?b=1&c=2"),
        ("<https://example.com|our page>", "our page"),
        ("<mailto:ana@example.com|ana@example.com>", "ana@example.com"),
        ("<tel:+31201234567|+31 20 123 4567>", "+31 20 123 4567"),
        ("in <#C0GENERAL|general> please", "in #general please"),
        ("order <#C0GENERAL|>12345", "order <#C0GENERAL>12345"),
        (f"<@{BOT_USER}> where is it?", "where is it?"),
        (f"<@{BOT_USER}|frontdesk> where is it?", "where is it?"),
        (f"ask <@{OTHER_CUSTOMER}>", f"ask <@{OTHER_CUSTOMER}>"),
        ("<!channel> <!here|here> <!everyone>", "@channel @here @everyone"),
        ("<!subteam^S0STAFF01|@staff> hi", "@staff hi"),
        ("<!date^1700000000^{date}|14 November>", "14 November"),
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ("&amp;lt;b&amp;gt; &amp;copy;", "&lt;b&gt; &copy;"),
        ("it's #A-12345 <3 x < y > z", "it's #A-12345 <3 x < y > z"),
        ("a\0b", "ab"),
        ("  \n two \n lines \n", "two \n lines"),
    ],
)
def test_markup_becomes_what_the_person_saw(raw: str, plain: str) -> None:
    assert plain_words(raw, {}, BOT_USER) == plain


@pytest.mark.parametrize(
    ("event", "addressed"),
    [
        (message("hi"), True),
        (message("hi", channel=GENERAL), False),
        (message("hi", thread_ts="1700000000.000100"), False),
        (message(f"hi <@{BOT_USER}>", channel=GENERAL), True),
        (mention("hi", channel=GENERAL, thread_ts="1700000000.000100"), True),
        (dm("hi"), True),
        (dm("hi", thread_ts="1700000000.000100"), True),
        (thread_broadcast("hi", "1700000000.000100"), False),
    ],
    ids=["support", "elsewhere", "thread", "mention-inside", "mention-in-thread", "dm", "dm-thread", "broadcast"],
)
def test_what_is_meant_for_the_desk_by_itself(event: Json, addressed: bool) -> None:
    assert parsed(event).addressed is addressed


@pytest.mark.parametrize(
    ("text", "to_other"),
    [
        (f"<@{OTHER_CUSTOMER}> hi", True),
        (f"  <@{OTHER_CUSTOMER}|ben> hi", True),
        (f"hi <@{OTHER_CUSTOMER}>", False),
        (f"<@{OTHER_CUSTOMER}> ask <@{BOT_USER}>", False),
        (f"<@{BOT_USER}> ask <@{OTHER_CUSTOMER}>", False),
    ],
)
def test_who_is_addressed_first(text: str, to_other: bool) -> None:
    assert parsed(message(text)).to_other is to_other


def test_a_thread_that_starts_with_the_message_itself_is_no_thread() -> None:
    event = message("hi", ts="1700000000.000100", thread_ts="1700000000.000100")

    assert parsed(event).thread_ts is None


def test_an_edit_and_a_deletion_name_the_message_they_are_about() -> None:
    event = message("before")

    edit, gone = parse_message({"event": edited(event, "after")}, US), parse_message({"event": deleted(event)}, US)

    assert isinstance(edit, Edit)
    assert (edit.key.ts, edit.text) == (event["ts"], "after")
    assert gone == Deletion(edit.key)


def test_a_link_preview_is_no_edit() -> None:
    assert parse_message({"event": unfurled(message("see https://example.com"), "https://example.com")}, US) is None


def test_the_root_of_a_thread_that_was_deleted_and_stays_as_a_tombstone_is_a_deletion() -> None:
    event = message("before")
    change = edited(event, "This message was deleted.")
    change["message"]["subtype"] = "tombstone"

    assert isinstance(parse_message({"event": change}, US), Deletion)


def test_an_edit_of_our_own_message_is_nothing() -> None:
    change = edited(message("before", user=BOT_USER), "after")

    assert parse_message({"event": change}, US) is None
