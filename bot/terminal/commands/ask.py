"""``frontdesk ask``: the whole pipeline in the terminal: what was understood, what was done, the reply."""

import asyncio
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from bot.desk import open_desk
from bot.formats.printable import to_json, visible
from bot.formats.words import FLAGS, led_to, owed, requests_of, route_name, stated, task_name, topic
from bot.logs import set_up_logging
from bot.settings import Settings, load_settings
from bot.terminal.delivery import TerminalDelivery
from bot.terminal.lines import print_lines
from handlers.answer import answer
from handlers.desk import Desk
from handlers.intake.keep import Incoming, keep, masked
from storage import cases, journal, messages, turns
from storage import replies as replies_of_case
from storage.database import Tx, shown_url
from storage.errors import Refused
from storage.records import TERMINAL, Case, MessageKey, StepRun, TaskRow
from storage.tasks import tasks_of_case, tasks_of_run
from workflows.reply import Reply

TEAM, CHANNEL = TERMINAL, "TERMINAL"
OFFER = "If this does not help, say “I want to talk to a person”."
OFFERED = "just say so"  # in replies that offer a person in their own words


@dataclass(frozen=True, slots=True)
class Answered:
    """What there is to show after one message."""

    case: Case
    steps: list[StepRun]
    tasks: list[TaskRow]
    replies: list[Reply]
    text: str
    is_first: bool  # the case had no reply before
    requests: tuple[str, ...]  # kinds of all the case's tasks


def ask(
    text: Annotated[
        str,
        typer.Argument(
            metavar="TEXT",
            help="The message. “-” reads standard input; without it FRONTDESK_TEXT is read.",
            envvar="FRONTDESK_TEXT",
        ),
    ],
    case: Annotated[str | None, typer.Option(help="Write in the thread of this case, e.g. CASE-1001.")] = None,
    user: Annotated[str, typer.Option(help="Who writes.")] = "YOU",
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Answer one message in the terminal and store the case. Needs no Slack and no key.

    \b
    Examples:
      frontdesk ask "Where is my order A-12345?"
      frontdesk ask "I want to return something."      (the desk asks which product)
      frontdesk ask --case CASE-1001 "The blue lamp, it flickers."
      OPENAI_API_KEY=… frontdesk ask --json "My invoice INV-7890 is too high."
    """
    settings = load_settings()
    set_up_logging(settings.log_format, level=30)
    if text == "-":
        text = typer.get_text_stream("stdin", errors="replace").read()
    text = text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    if not text.strip():
        msg = "the message is empty: write it in quotes, or pipe it in with “-”"
        raise typer.BadParameter(msg)
    answered = asyncio.run(_ask(settings, text, case, user.upper()))
    if as_json:
        typer.echo(to_json(_as_json(answered)))
    else:
        _show(answered, settings)


async def _ask(settings: Settings, text: str, number: str | None, user: str) -> Answered:
    async with open_desk(settings) as desk:
        return await answer_in_terminal(desk, text, number, user)


async def answer_in_terminal(desk: Desk, text: str, number: str | None, user: str) -> Answered:
    """Keep one message, answer it, and return what became of it."""
    deliver = TerminalDelivery(Console(stderr=True, emoji=False))
    key = MessageKey(TEAM, CHANNEL, f"{time.time():.6f}")
    thread = await _thread_of(desk, number) if number else None
    incoming = masked(Incoming(key, thread, user, text, is_dm=False, addressed=True, mentions_bot=False))
    await desk.db.write(lambda tx: keep(tx, incoming, frozenset(), desk.now()))
    await answer(desk, key, deliver)
    return await desk.db.read(lambda tx: _read(tx, key, deliver.replies))


async def _thread_of(desk: Desk, number: str) -> str:
    found = await desk.db.read(lambda tx: cases.find_case(tx, number, TEAM))
    if found is None:
        msg = f"there is no case {number} that was opened in the terminal"
        raise Refused(msg)
    return found.thread_ts


def _read(tx: Tx, key: MessageKey, replies: list[Reply]) -> Answered:
    message = messages.get_message(tx, key)
    assert message is not None  # noqa: S101 - kept a moment ago
    turn = turns.get_turn(tx, key)
    steps = [] if turn is None else journal.steps_of_run(tx, turn.run)
    tasks = [] if turn is None else tasks_of_run(tx, turn.run)
    is_first = len(replies_of_case.newest_sent(tx, message.case_id, 2)) <= 1
    requests = requests_of(tasks_of_case(tx, message.case_id))
    return Answered(cases.get_case(tx, message.case_id), steps, tasks, replies, message.text, is_first, requests)


def _as_json(answered: Answered) -> dict[str, Any]:
    return {
        "message": answered.text,
        "case": asdict(answered.case),
        "steps": [asdict(step) for step in answered.steps],
        "tasks": [asdict(task) for task in answered.tasks],
        "reply": "\n\n".join(reply.plain() for reply in answered.replies),
    }


def _show(answered: Answered, settings: Settings) -> None:
    engine = "the rules engine (no OPENAI_API_KEY)" if settings.openai_api_key is None else "the model"
    done = [_done(task) for task in answered.tasks]
    steps = ", ".join(f"{step.step} ({step.engine}, {step.ms} ms)" for step in answered.steps)
    number = answered.case.number
    waits = owed(answered.case, answered.tasks)
    stands = f'waits for {waits}\n  frontdesk ask --case {number} "…"' if waits else answered.case.status
    about = f" ({topic(answered.case.route, answered.requests)})" if answered.case.route else ""
    blocks = {
        "": [f"Answered by {engine}; stored in {shown_url(settings.database_url)}", f"> {answered.text}"],
        "Understood": [*map(_sorted, answered.steps), *map(_understood, answered.tasks)],
        "Done": [*done, f"steps: {steps}", f"{number}{about}: {stands}"],
        "Reply": [reply.plain() for reply in answered.replies] + ([OFFER] if _offers_person(answered) else []),
    }
    if not answered.replies:
        blocks = {
            "": [*blocks[""], f"Stored in {answered.case.number}, not answered: in a case's thread its requester is."]
        }
    print_lines(_lines(blocks))


def _lines(blocks: Mapping[str, Sequence[str]]) -> Iterator[Text]:
    for title, texts in blocks.items():
        if title:
            yield from (Text(), Text(title, "bold"))
        for text in filter(None, texts):
            yield from map(Text, visible(text).split("\n"))


def _offers_person(answered: Answered) -> bool:
    """Say whether a person is offered in words, once a case: the terminal has no button for it."""
    is_said = any(OFFERED in reply.plain() for reply in answered.replies)
    return answered.is_first and not is_said and any(reply.offers_person for reply in answered.replies)


def _sorted(step: StepRun) -> str:
    """Say where the message was routed; nothing for other steps."""
    if step.step != "classify":
        return ""
    found = step.answer
    flags = [words for name, words in FLAGS.items() if found.get(name)]
    confidence = f"confidence {found['confidence']:.2f}"
    return f"{route_name(found['route'])} ({', '.join((confidence, found['language'], *flags))})"


def _understood(task: TaskRow) -> str:
    return f"{task_name(task.query_type)}: {stated(task)}"


def _done(task: TaskRow) -> str:
    return f"{task_name(task.query_type)}: {led_to(task)}"
