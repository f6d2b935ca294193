"""A modal that opened before the work was done: it always ends with what came of it, or with what went wrong."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

import structlog

from bot.slack.blocks import loading, sentence
from bot.slack.errors import code_of
from bot.slack.interactions import Interaction, Json, notice
from storage.errors import FrontdeskError, Misconfigured, Refused, Transient

WAIT_AT_MOST_S = 30.0
SHOWN_EVERY_S = 1.5  # what is being worked at: Slack takes some fifty such changes a minute
BROKEN = "Something went wrong on our side. Please try again."
NO_ANSWER = "Slack or our database does not answer right now. Please try again in a minute."
NOT_TAKEN = "Slack did not take what should stand here; it may be more than a dialog holds. Please try it with less."

log = structlog.get_logger(__name__)
T = TypeVar("T")


@dataclass
class Progress:
    """What is being worked at right now."""

    text: str = ""

    def say(self, text: str) -> None:
        """Work at something else from now on."""
        self.text = text


async def fill(interaction: Interaction, opened: Json, title: str, work: Callable[[], Awaitable[Json]]) -> None:
    """Put the modal that ``work`` returns in the place of ``opened`` (Slack's view: id, and a hash if it is known).

    What ``work`` raises is shown as a sentence; what is a bug goes on to be logged, too.
    """
    shown = notice(title, BROKEN)
    try:
        shown = await work()
    except FrontdeskError as error:
        log.warning("modal_without_content", user=interaction.user, why=str(error))
        refused = isinstance(error, Refused) and not code_of(error)
        shown = notice(title, sentence(str(error)) if refused else NO_ANSWER)
    finally:
        await _put(interaction, opened, title, shown)


async def shown_meanwhile(
    interaction: Interaction, view_id: str, title: str, progress: Progress, work: asyncio.Task[T]
) -> T:
    """Show in a modal what is being worked at until it is done; return what came of it."""
    shown = ""
    while not work.done():
        if progress.text != shown:
            shown = progress.text
            with contextlib.suppress(FrontdeskError):  # the next one shows more
                await interaction.update(loading(title, f"Reading {shown}"[:500]), view_id=view_id)
        await asyncio.wait({work}, timeout=SHOWN_EVERY_S)
    return await work


async def _put(interaction: Interaction, opened: Json, title: str, shown: Json) -> None:
    """Replace the modal; a Slack that does not answer is asked once more, what it does not take becomes a notice."""
    view_id, view_hash = str(opened.get("id")), opened.get("hash")
    try:
        await interaction.update(shown, view_id=view_id, view_hash=view_hash)
    except Transient as error:
        await asyncio.sleep(min(error.retry_after_s, WAIT_AT_MOST_S))
        await interaction.update(shown, view_id=view_id, view_hash=view_hash)
    except (Refused, Misconfigured) as error:
        log.warning("modal_not_taken", user=interaction.user, why=str(error))
        await interaction.update(notice(title, NOT_TAKEN), view_id=view_id, view_hash=view_hash)
