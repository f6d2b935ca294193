"""FAQs against the classic chain (1 + 2N calls one after another, the whole text in each) on the same fake model."""

import asyncio
import json
import time
import urllib.request
from itertools import count
from pathlib import Path

from bot.desk import open_desk
from bot.settings import Settings
from handlers.faq.made import MadeFaq
from handlers.faq.make import make_faq
from handlers.faq.order import FaqOrder, open_faq
from storage import journal
from storage.records import StepRun
from tests.bench.bench import Bench, fake_model, tell
from tests.bench.figures import Figure, Target
from tests.bench.processes import ROOT
from tests.fakes.model import KEY
from workflows.faq.answer import FAQ_ANSWER, AnswerRequest, quotes_in
from workflows.faq.documents import Document, Passage
from workflows.faq.questions import FAQ_QUESTIONS, QuestionsRequest
from workflows.faq.sources import FAQ_SOURCES, SourcesRequest
from workflows.model.client import Model

LATENCY_MS = 500
COUNT = 10
CHARS = 20_000  # of each of the three documents
SYLLABLES = ("ka", "lo", "mi", "ru", "sten", "dor", "vel", "tan", "qui", "bes", "nor")
TOKENS = 10_655  # sent for the set below by the build of 28 November 2026, in 21 calls
Measured = tuple[float, int]  # seconds, tokens sent


def measure(bench: Bench) -> None:
    """Make ten FAQs of three documents: beside the classic chain, in turns; and of a model that lies half the time."""
    documents = _documents()
    _measure_classic(bench, documents)
    _measure_lying(bench, documents)


def _measure_classic(bench: Bench, documents: tuple[Document, ...]) -> None:
    ours: list[Measured] = []
    classic: list[Measured] = []
    calls: list[int] = []
    with fake_model(bench, LATENCY_MS) as url:
        settings = Settings.model_validate(
            {"openai_api_key": KEY, "openai_base_url": url, "database_url": f"sqlite:///{bench.folder / 'faq.db'}"}
        )
        for _ in range(bench.repeats):
            bench.note_noise()
            tell(f"{COUNT} FAQs of three documents of {CHARS // 1000} kB, the model taking {LATENCY_MS} ms a call")
            before = _calls(url)
            ours.append(asyncio.run(_ours(bench, settings, documents)))
            calls.append(_calls(url) - before)
            classic.append(asyncio.run(_classic(settings, documents)))
    times, tokens = [[one[at] for one in ours] for at in (0, 1)], [[one[at] for one in classic] for at in (0, 1)]
    bench.add(
        Figure("FAQ of 10, beside 21 calls one after another", "s", times[0], tokens[0], Target(0.2, of="ratio")),
        Figure("  the same in seconds", "s", times[0], target=Target(1.3)),
        Figure("  rounds", "", _rounds(times[0]), target=Target(2)),
        Figure("  calls", "", calls, target=Target(1.1 * (1 + 2 * COUNT))),
        Figure("  tokens sent, three 20 kB documents", "", times[1], tokens[1], Target(0.5, of="ratio")),
        Figure("  the same in tokens", "", times[1], target=Target(1.1 * TOKENS)),
    )


def _measure_lying(bench: Bench, documents: tuple[Document, ...]) -> None:
    """Make ten FAQs with a model that misquotes in its answers to every second question, at each try."""
    took: list[float] = []
    calls: list[int] = []
    for turn in range(bench.repeats):
        tell(f"{COUNT} FAQs, half of the proofs failing, the model taking {LATENCY_MS} ms a call")
        with fake_model(bench, LATENCY_MS, "--lying") as url:
            known = {"openai_api_key": KEY, "openai_base_url": url}
            settings = Settings.model_validate(
                {**known, "database_url": f"sqlite:///{bench.folder / f'lying-{turn}.db'}"}
            )
            took.append(asyncio.run(_ours(bench, settings, documents, lying=True))[0])
            calls.append(_calls(url))
    bench.add(
        Figure("FAQ of 10, half of the proofs failing", "s", took, target=Target(3.5)),
        Figure("  rounds", "", _rounds(took), target=Target(6)),
        Figure("  calls", "", calls, target=Target(40)),
    )


def _rounds(seconds: list[float]) -> list[int]:
    """Return how many calls one after another fit into each time."""
    return [int(1000 * one / LATENCY_MS) for one in seconds]


def _calls(url: str) -> int:
    with urllib.request.urlopen(url.removesuffix("/v1") + "/stats", timeout=10) as answer:  # noqa: S310 - ours
        return int(json.load(answer)["requests"])


async def _ours(bench: Bench, settings: Settings, documents: tuple[Document, ...], *, lying: bool = False) -> Measured:
    async with open_desk(settings) as desk:
        opened = await open_faq(desk, FaqOrder("BENCH", "U1", "Energy", documents, COUNT))
        started = time.perf_counter()
        made = await make_faq(desk, opened.id, settings.faq_limits())
        took = time.perf_counter() - started
        steps = await desk.db.read(lambda tx: journal.steps_of_run(tx, opened.run))
    _check(bench, made, [] if lying else steps)
    return took, sum(step.tokens_in for step in steps)


def _check(bench: Bench, made: MadeFaq, steps: list[StepRun]) -> None:
    if len(made.entries) != COUNT or any(entry.engine != "model" for entry in made.entries):
        bench.problem(f"{len(made.entries)} of {COUNT} FAQs, {made.report.extractive} of them without the model")
    bad = [quote for entry in made.entries for quote in entry.quotes if not _stands(made, quote)]
    # The sources are the titles of the quotes: no step, but noted as one.
    if bad or any(step.engine != "model" for step in steps if step.step != FAQ_SOURCES.name):
        bench.problem(f"{len(bad)} quotes do not stand in their document, or a step ran by rule")


def _stands(made: MadeFaq, quote: dict[str, object]) -> bool:
    text = made.documents[int(str(quote["document"]))].text
    return text[int(str(quote["start"])) : int(str(quote["end"]))] == quote["text"]


async def _classic(settings: Settings, documents: tuple[Document, ...]) -> Measured:
    """Ask question by question with the whole text, as the plain prompt chain does."""
    whole = tuple(Passage(at, 0, len(one.text), "", one.text) for at, one in enumerate(documents))
    titles = tuple(one.title for one in documents)
    sent, started = 0, time.perf_counter()
    async with Model(settings.model_settings()) as model:
        asked = await model.run(FAQ_QUESTIONS, QuestionsRequest(documents, COUNT), model.deadline())
        sent += asked.tokens_in + sum(len(one.text) for one in documents) // 4 - 3000  # the door shows a part only
        for question in asked.answer.questions[:COUNT]:
            given = AnswerRequest(question, whole, documents)
            answer = await model.run(FAQ_ANSWER, given, model.deadline())
            quotes = tuple(quotes_in(given, answer.answer))
            named = SourcesRequest(question, answer.answer.answer, quotes, titles)
            sources = await model.run(FAQ_SOURCES, named, model.deadline())
            # The classic chain hands the whole text to the sources call as well; our step's holds the quotes only.
            sent += answer.tokens_in + sources.tokens_in + sum(len(one.text) for one in documents) // 4
    return time.perf_counter() - started, sent


def _documents() -> tuple[Document, ...]:
    """Return the three short documents, each grown to size by notes about places of its own."""
    files = sorted((ROOT / "tests" / "data" / "faq").glob("*.md"))
    return tuple(Document(file.stem, _grown(file, 1000 * at)) for at, file in enumerate(files))


def _grown(file: Path, first: int) -> str:
    text = file.read_text(encoding="utf-8")
    for at in count(first):
        if len(text) >= CHARS:
            break
        text += f"\n\n## Notes on {_name(at)}\n\n" if at % 8 == 0 else " "
        text += (
            f"Engineers at {_name(7 * at + 1)} replaced the {_name(5 * at + 2)} valve in week {at + 1} of the trial."
        )
    return text[:CHARS]


def _name(number: int) -> str:
    """Return a made-up name: the same for the same number, different for others."""
    parts = [SYLLABLES[number // 11**place % 11] for place in range(4)]
    return "".join(parts).capitalize()
