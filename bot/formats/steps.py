"""How a case's messages were answered, run by run and step by step, as plain lines: for terminals and for modals."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from bot.formats.printable import one_line
from bot.formats.words import KEYS, VALUES
from storage.dossier import Dossier
from storage.records import StepRun
from storage.replies import run_of
from workflows.reply import Reply

LONGEST_TEXT = 200  # of one text in a step's answer: drafts are longer, and stand in the transcript and in --json


def runs_of(all_steps: Sequence[StepRun]) -> Iterator[tuple[str, list[StepRun]]]:
    """Yield each run (one answer to one text of a message, one set of FAQs) as a line, and its steps."""
    for run in dict.fromkeys(step.run for step in all_steps):
        steps = [step for step in all_steps if step.run == run]
        spent = f"{sum(step.ms for step in steps)} ms in steps"
        tokens = f"{sum(step.tokens_in for step in steps)} + {sum(step.tokens_out for step in steps)} tokens"
        yield f"run {one_line(run)}  ({len(steps)} steps, {spent}, {tokens})", steps


def steps_of(dossier: Dossier) -> list[StepRun]:
    """Return a case's steps; of a draft that was dropped, as where a person is asked for, that it was not sent."""
    sent = {
        run_of(row): _flat(Reply.model_validate(row.body).plain()) for row in dossier.replies if row.state == "sent"
    }
    return [
        replace(step, outcome=f"{step.outcome}; not sent") if _is_dropped(step, sent.get(step.run, "")) else step
        for step in dossier.steps
    ]


def _is_dropped(step: StepRun, reply: str) -> bool:
    """Say whether a step drafted what its run's reply does not hold; of a reply that is not known, nothing is said."""
    drafted = _flat(str(step.answer.get("reply", "")))
    return bool(reply) and drafted not in reply


def _flat(text: str) -> str:
    return " ".join(text.split())


def step_head(step: StepRun) -> str:
    """Return how a step was done: engine, model, time, prompt version, tokens, outcome."""
    part = f" part {step.part}" if step.part else ""
    how = [step.engine, f"{step.ms} ms"]
    if step.model:
        how.insert(1, one_line(step.model))
    if step.prompt_hash:
        how.append(f"prompt {step.prompt_hash}")
    if step.tokens_in or step.tokens_out:
        how.append(f"{step.tokens_in} tokens in, {step.tokens_out} out")
    return f"{step.step}{part}: {', '.join(how)}; {one_line(step.outcome)}"


def step_answer(step: StepRun) -> str:
    """Return what a step answered, long texts cut; "(erased)" when it was erased with its message."""
    return pairs(step.answer, LONGEST_TEXT) if step.answer else "(erased)"


def pairs(found: dict[str, Any], longest: int | None = None) -> str:
    """Write what a step or worker answered in one line, without what it left open."""
    given = ((name, value) for name, value in found.items() if value not in (None, "", [], False))
    return "; ".join(f"{_key(name)} {_value(value, longest)}" for name, value in given)


def _key(name: str) -> str:
    return KEYS.get(name) or one_line(name).replace("_", " ")


def _value(value: Any, longest: int | None) -> str:  # noqa: ANN401 - JSON
    if isinstance(value, list):
        return "[" + ", ".join(_value(item, longest) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + pairs(value, longest) + "}"
    text = VALUES.get(str(value)) or one_line(str(value))
    return text if longest is None or len(text) <= longest else f"{text[:longest]}… ({len(text)} characters)"
