"""``frontdesk trace``: how a case was answered, step by step."""

import asyncio
from dataclasses import asdict
from typing import Annotated

import typer

from bot.formats.printable import one_line, to_json
from bot.formats.trace import faq_lines_of
from bot.logs import set_up_logging
from bot.settings import load_settings
from bot.terminal.case_database import read
from bot.terminal.commands.cases.show import print_case
from bot.terminal.lines import print_lines
from storage import faqs
from storage.database import Tx
from storage.errors import Refused
from storage.faq_records import FaqSet
from storage.records import StepRun

FAQ = "FAQ"  # how the number of a set of FAQs begins


def trace(
    number: Annotated[
        str, typer.Argument(metavar="NUMBER", help="The case's number: CASE-1001, or 1001; FAQ-1 for a set of FAQs.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON, nothing shortened.")] = False,
) -> None:
    """Show how a case was answered, step by step.

    Transcript, tasks, what was issued, each step with engine, model, tokens, time, and staff's notes.

    \b
    Examples:
      frontdesk trace CASE-1001
      frontdesk trace FAQ-1
      frontdesk trace 1001 --json | jq '.steps[] | {step, engine, ms, outcome}'
    """
    settings = load_settings()
    set_up_logging(settings.log_format, level=40)
    if not number.upper().startswith(FAQ):
        print_case(settings, number, as_json=as_json)
        return
    faq, steps = asyncio.run(read(settings, lambda tx: _find_faq(tx, number)))
    if as_json:
        typer.echo(to_json({"faq": asdict(faq), "steps": [asdict(step) for step in steps]}))
    else:
        print_lines(faq_lines_of(faq, steps))


def _find_faq(tx: Tx, number: str) -> tuple[FaqSet, list[StepRun]]:
    digits = number[len(FAQ) :].lstrip("- #")
    faq = faqs.newest_numbered(tx, int(digits)) if digits.isdecimal() and len(digits) <= 9 else None
    if faq is None:
        msg = f"there is no set of FAQs {one_line(number)!r}"
        raise Refused(msg)
    return faq, faqs.steps_of_set(tx, faq)
