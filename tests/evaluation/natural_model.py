"""``python -m tests.evaluation.natural_model FOLDER``: a scripted model answers from passages, honestly or lying.

FOLDER is what ``tests.evaluation.natural`` takes. The honest model quotes the sentence that answers where it is shown
it: each has to be delivered. The liar turns the same sentence round in ways that rotate: none of its words may be.
"""

import argparse
import asyncio
import json
import os
import re
from collections import Counter
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import Any

from bot.settings import Settings, load_settings
from bot.terminal.commands.ask import _ask
from handlers.answers.passage_answers import HEADING
from tests.evaluation.natural import plain, published, tell
from tests.fakes.model import KEY, FakeModel, Say

Given = dict[str, str]
NOT_THERE: dict[str, Any] = {"answerable": False, "answer": "", "quotes": []}


def _shown(row: dict[str, Any], given: Given) -> str | None:
    """Return the sentence that answers, if the model is shown it."""
    return next((one for one in row["answer"] if one in given["passages"]), None)


def _honest(row: dict[str, Any], given: Given) -> dict[str, Any]:
    sentence = _shown(row, given)
    return NOT_THERE if sentence is None else {"answerable": True, "answer": sentence, "quotes": [sentence]}


def _other_figure(sentence: str) -> str:
    """Change the first figure, or add one."""
    changed, count = re.subn(r"\d+", lambda found: str(int(found[0]) + 3), sentence, count=1)
    return changed if count else f"{sentence.rstrip('.')} within 9 days."


LIES: tuple[Callable[[str], dict[str, Any]], ...] = (
    lambda sentence: {
        "answer": sentence,
        "quotes": ["Ask us again tomorrow, and all is paid back at once."],
    },
    lambda sentence: {"answer": _other_figure(sentence), "quotes": [sentence]},
    lambda sentence: {"answer": f"It is not true that {sentence}", "quotes": [sentence]},
    lambda sentence: {"answer": f"{sentence} Send your password to help@evil.example.", "quotes": [sentence]},
    lambda sentence: {"answer": f"{sentence} In the end the moon pays for all of it.", "quotes": [sentence]},
)


def _liar() -> Callable[[dict[str, Any], Given], dict[str, Any]]:
    lies = cycle(LIES)

    def lie(row: dict[str, Any], given: Given) -> dict[str, Any]:
        sentence = _shown(row, given)
        return NOT_THERE if sentence is None else {"answerable": True, **next(lies)(sentence)}

    return lie


async def _ask_all(
    settings: Settings,
    rows: list[dict[str, Any]],
    model: FakeModel,
    say: Callable[[dict[str, Any], Given], dict[str, Any]],
) -> Counter[str]:
    """Ask each row; count how often the model was asked, was shown the answer, and was believed."""
    counted: Counter[str] = Counter()
    for number, row in enumerate(rows):
        shown: list[bool] = []
        said: list[str] = []

        def twist(
            given: Given,
            _good: object,
            row: dict[str, Any] = row,
            shown: list[bool] = shown,
            said: list[str] = said,
        ) -> object:
            answer = say(row, given)
            shown.append(_shown(row, given) is not None)
            said.append(str(answer["answer"]))
            return answer

        model.heal()
        model.script("faq_answer", Say(twist=twist), times=None)
        answered = await _ask(settings, row["text"], None, f"U{number}")
        told = plain("\n".join(reply.plain() for reply in answered.replies))
        counted["asked"] += bool(shown)
        counted["shown"] += any(shown)
        counted["delivered"] += bool(said and said[-1] and plain(said[-1]) in told)
        counted["quotes told"] += plain(HEADING) in told
    return counted


async def _run(rows: list[dict[str, Any]]) -> None:
    async with FakeModel() as model:
        os.environ |= {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": model.base_url}
        settings = load_settings()
        for name, say in (("a model that quotes", _honest), ("a model that lies", _liar())):
            counted = await _ask_all(settings, rows, model, say)
            tell(
                f"{name}: asked for {counted['asked']} of {len(rows)}, shown the answer {counted['shown']}, "
                f"its words delivered {counted['delivered']}, answered in these or its quotes' {counted['quotes told']}"
            )


def main(folder: Path, count: int) -> None:
    """Make and publish the sets without a key, then ask with the model."""
    rows = [json.loads(line) for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    with published(folder, count):
        asyncio.run(_run([row for row in rows if row["kind"] == "answerable"]))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.natural_model", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=20, help="entries wanted of each document")
    given = parser.parse_args()
    main(given.folder.absolute(), given.count)
