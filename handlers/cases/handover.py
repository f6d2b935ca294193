"""The words in which customers learn that a person goes on: warm, and nothing in them that is not so."""

from datetime import datetime, timedelta

from handlers.desk import Conversation, Desk
from handlers.runtime.usual_wait import in_words
from workflows.hours.working_time import Hours
from workflows.language.handing_over import in_own_language

NO_REPEATING = "They can read what you have written here, so you need not repeat it."


def waits_for_person(
    number: str, *, what: str = "This", again: bool = False, urgent: bool = False, when: str = ""
) -> str:
    """Say that case ``number`` waits for a person. What they will do is theirs to say; when they come, our figures'.

    ``again``: that has been said before. ``when``: a sentence of ``when_there``, or "".
    """
    waits = f"{what} {'still' if again else 'now'} waits for a person from our support team"
    sentences = [f"{waits}{', marked as urgent' if urgent else ''}, as case {number}."]
    if not again:
        sentences += [when] if when else []
        sentences += [] if urgent else [NO_REPEATING]
    return " ".join(sentences)


async def when_people_come(desk: Desk, conversation: Conversation) -> str:
    """Return ``when_there`` for a conversation's team, now."""
    hours, now = desk.handoff.hours, conversation.now
    return when_there(hours, now, await desk.usual_waits.of(desk.db, conversation.case.team_id, now, hours))


def when_there(hours: Hours, now: datetime, usual: timedelta | None) -> str:
    """Say when a person is there, and how soon they usually write (``usual``); "" where nothing is known of either.

    How soon they write is not said where it would end after closing time: then it is said when they are there again.
    """
    soon = f"They usually write within {in_words(usual)}." if usual is not None else ""
    if not hours.is_open(now):
        from_then = f", and they usually write within {in_words(usual)} from then" if usual is not None else ""
        return f"Nobody is there right now: our team is back {_moment(hours, hours.opens(now), now)}{from_then}."
    closes = hours.closes(now)
    if closes is None or (usual is not None and now + usual <= closes):
        return soon
    again = _moment(hours, hours.opens(closes), now)
    return f"They are there until {_clock(hours, closes)} today, and again {again}."


def _moment(hours: Hours, when: datetime, now: datetime) -> str:
    """Return a time as people say it: "today at 13:00 (Berlin time)", "on Monday, 30 November, at 09:00 (UTC)"."""
    local = when.astimezone(hours.zone)
    is_today = local.date() == now.astimezone(hours.zone).date()
    day = "today" if is_today else f"on {local:%A}, {local.day} {local:%B},"
    city = hours.zone.key.rpartition("/")[2].replace("_", " ")
    return f"{day} at {local:%H:%M} ({f'{city} time' if '/' in hours.zone.key else city})"


def _clock(hours: Hours, when: datetime) -> str:
    shown = f"{when.astimezone(hours.zone):%H:%M}"
    return "midnight" if shown == "00:00" else shown


def beside_own_language(language: str | None, number: str, words: str, *, cannot: bool = False) -> str:
    """Put the same in the customer's own language before the English ``words``, where we can say it in that."""
    own = in_own_language(language, "cannot" if cannot else "person", number)
    return f"{own}\n{words}" if own else words
