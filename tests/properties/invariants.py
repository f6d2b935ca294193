"""What holds whenever the desk has come to rest, whatever happened before."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

from storage.posts import REPLY
from tests.fakes.slack import BOT_ID, STAFF_CHANNEL, Message
from tests.properties import state
from tests.properties.driver import Driver, Said
from tests.properties.state import Stored
from workflows.rules.frame.smalltalk import is_small_talk

# A line in a thread of which the desk has not seen the first message waits for that in memory: it is lost if the
# process dies meanwhile.
UNKNOWN_THREADS_ARE_LEFT = True
NUMBER = re.compile(r"(?:RMA-\d+|INV-CASE-\d+-\d+)")


def breaches(driver: Driver, stored: Stored) -> list[str]:
    """Return what does not hold, in words; nothing if all does."""
    ours = [one for one in driver.slack.workspace.messages if one.bot_id == BOT_ID]
    return [
        *_not_so(driver, ours, stored),
        *_done_unannounced(ours, stored),
        *_answered_twice(ours, stored),
        *_left(driver, ours, stored),
        *_deleted_words(driver, stored),
        *_other_texts(driver, stored),
        *_last_word(driver, stored),
        *_answered_though_stopped(driver, ours, stored),
        *(f"a bug of ours was met: {line}" for line in driver.broken),
        *(f"Slack objects: {words}" for words in driver.slack.violations),
    ]


def _not_so(driver: Driver, ours: list[Message], stored: Stored) -> Iterator[str]:
    """Nothing is announced that is not so, unless a person has changed it since."""
    for post in (one for one in ours if one.channel != STAFF_CHANNEL):
        said_at = _said_at(driver, post)
        for number in sorted(_announced(post)):
            now = stored.records.get(number)
            is_cancelled = any(number in line and "cancelled" in line for line in _statements(post))
            changed = any(
                one.name == state.BY_PERSON and one.detail == number and one.at > said_at for one in stored.events
            )
            if now is None:
                yield f"{number} is announced and is not there: {post.shown!r}"
            elif not is_cancelled and now not in state.LIVE and not changed:
                yield f"{number} is {now}, nobody has changed it since, and it was announced: {post.shown!r}"
            elif now in state.LIVE and is_cancelled:
                yield f"{number} is {now}, and is said to be cancelled: {post.shown!r}"


def _announced(post: Message) -> set[str]:
    """Return the numbers that a post tells of; a text of it that we found no record of one tells nothing of that."""
    texts = [*_statements(post)] or [post.shown]
    return {number for text in texts for number in NUMBER.findall(text) if f"I find no {number}" not in text}


def _statements(post: Message) -> Iterator[str]:
    """Return what a post says of our records, a text of it each: buttons and their questions say nothing."""
    for block in post.blocks:
        if block["type"] == "section":
            yield str(block["text"]["text"])


def _said_at(driver: Driver, post: Message) -> datetime:
    """Return the time from which on nothing could stop a post any more."""
    found = _reply(post)
    calls = [call for call in driver.slack.wire.came if found is not None and call.reply == found[0]]
    if not calls:
        return _when(post.ts)
    return datetime.min.replace(tzinfo=UTC) if calls[-1].is_on_its_way else datetime.fromtimestamp(calls[-1].at, UTC)


def _done_unannounced(ours: list[Message], stored: Stored) -> Iterator[str]:
    """Nothing is done that was neither announced nor taken back."""
    announced = {number for post in ours if _reply(post) is not None for number in _announced(post)}
    for number, now in stored.records.items():
        if now in state.LIVE and number not in announced:
            yield f"{number} is {now}, and no reply names it"


def _answered_twice(ours: list[Message], stored: Stored) -> Iterator[str]:
    """Nobody is answered twice: of each reply each page stands once, of each text one reply."""
    pages = Counter(found for post in ours if (found := _reply(post)) is not None)
    yield from (
        f"page {page} of reply {reply} stands {count} times" for (reply, page), count in pages.items() if count > 1
    )
    answers = {reply for reply, _ in pages}
    yield from (f"reply {reply} is in no table" for reply in answers if reply not in stored.answers)
    texts = Counter((row.channel, row.ts, row.version) for reply in answers if (row := stored.answers.get(reply)))
    yield from (f"the text {text} has {count} replies" for text, count in texts.items() if count > 1)
    others = Counter(payload["key"] for post in ours if (payload := _marked(post, state.POST)) is not None)
    yield from (f"the post {key} stands {count} times" for key, count in others.items() if count > 1)


def _left(driver: Driver, ours: list[Message], stored: Stored) -> Iterator[str]:
    """Nobody is left: who is owed an answer has one, or a person has their case."""
    standing = {found[0] for post in ours if (found := _reply(post)) is not None}
    answered = {(row.channel, row.ts) for reply in standing if (row := stored.answers.get(reply))}
    pressed = {(text.channel, text.ts) for text in driver.to_stop}
    for message in driver.said:
        its_turn = stored.first_of.get(message.key, message.key)
        if message.is_deleted or not message.owed or its_turn in answered:
            continue
        if stored.stopped.get(message.key) in pressed:
            continue
        if message.is_in_unknown_thread and UNKNOWN_THREADS_ARE_LEFT:
            continue
        case = stored.case_of.get(message.key)
        if case is None and is_small_talk(message.text):
            continue  # it opens no case
        if case is None:
            yield f"{_named(message)} is not kept"
        elif not state.is_with_person(case):
            yield f"{_named(message)} has no answer; {case.number} is {case.status}"


def _answered_though_stopped(driver: Driver, ours: list[Message], stored: Stored) -> Iterator[str]:
    """What was stopped, and Slack was told so, is not answered."""
    standing = {found[0] for post in ours if (found := _reply(post)) is not None}
    yield from (f"reply {reply} comes after Stop" for reply in standing if stored.answers.get(reply) in driver.stopped)


def _deleted_words(driver: Driver, stored: Stored) -> Iterator[str]:
    """Deleted words stand nowhere."""
    for message in driver.said:
        for word in message.words if message.is_deleted else ():
            rows = [row for row in stored.everything.splitlines() if word in row]
            yield from (f"{_named(message)} is deleted, and its word {word} stands in {row}" for row in rows)


def _other_texts(driver: Driver, stored: Stored) -> Iterator[str]:
    """Any order of events ends in Slack's last state."""
    for message in driver.said:
        kept = stored.kept.get(message.key)
        if kept is not None and message.is_deleted:
            yield f"{_named(message)} is deleted, and is kept as {kept.text!r}"
        elif kept is not None and kept.text != message.text:
            yield f"{_named(message)} is kept as {kept.text!r}"


def _last_word(driver: Driver, stored: Stored) -> Iterator[str]:
    """A person has the last word: nothing is posted about what was owed before they closed or took the case."""
    for call in driver.slack.wire.came:
        row = stored.answers.get(call.reply)
        if row is None or call.is_on_its_way:
            continue
        came = datetime.fromtimestamp(call.at, UTC)
        before = [one for one in stored.events if one.case_id == row.case_id and _when(row.ts) <= one.at <= came]
        acts = [one for one in before if one.name in state.CLOSING | state.OPENING and one.actor != "frontdesk"]
        if acts and acts[-1].name in state.CLOSING:
            yield f"reply {call.reply} comes after its case was {acts[-1].name} by {acts[-1].actor}"


def _reply(post: Message) -> tuple[str, int] | None:
    payload = _marked(post, REPLY)
    return state.page_of(payload) if payload is not None else None


def _marked(post: Message, kind: str) -> dict[str, object] | None:
    return state.marked({"metadata": post.metadata}, kind)


def _when(ts: str) -> datetime:
    return datetime.fromtimestamp(float(ts), UTC)


def _named(message: Said) -> str:
    return f"{message.text!r} ({message.event['ts']})"
