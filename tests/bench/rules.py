"""The rules engine: microseconds a message, classify and plan together, over public messages."""

import asyncio
import gc
import json
import time
from pathlib import Path

from tests.bench.bench import Bench, tell
from tests.bench.figures import Figure, Target, percentile
from tests.bench.wire import SAMPLE
from tests.handlers.policy.test_decisions import decided
from tests.paths import DATA
from tests.public_messages import public_messages
from tests.workflows.rules.hostile import texts as hostile_texts
from workflows.language.context import contexts
from workflows.steps.classify import CLASSIFY, MessageToClassify
from workflows.steps.plan import PLAN, MessageToPlan

LONG_CHARS = 40_000
TICK_S = 0.001


def measure(bench: Bench) -> None:
    """Time each message by itself, after one pass that compiles the patterns."""
    texts = [*_texts(DATA / "multi.jsonl"), *(row["text"] for row in public_messages())]
    tell(f"{len(texts)} messages by rule")
    _pass(texts)
    passes = []
    for _ in range(bench.repeats):
        bench.note_noise()
        passes.append(_pass(texts))
    samples = [f"{SAMPLE} {number}" for number in range(200)]  # each another text: none is remembered
    bench.add(
        Figure("sample understood, decided, p50", "µs", [_understood_p50(samples) for _ in range(bench.repeats)]),
        Figure("message understood, decided, p50", "µs", [_understood_p50(texts) for _ in range(bench.repeats)]),
    )
    bench.add(
        Figure(
            "contexts of a message, p50", "µs", [_contexts_p50(texts) for _ in range(bench.repeats)], target=Target(200)
        ),
        Figure("rules engine a message, mean", "µs", [sum(took) / len(took) for took in passes], target=Target(1000)),
        Figure("rules engine a message, p99", "µs", [percentile(took, 99) for took in passes]),
    )
    _longest_texts(bench)


def _texts(file: Path) -> list[str]:
    return [str(json.loads(line)["text"]) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def _pass(texts: list[str]) -> list[float]:
    """Return the microseconds of each message."""
    took = []
    for text in texts:
        started = time.perf_counter()
        CLASSIFY.rule(MessageToClassify(text, ""))
        PLAN.rule(MessageToPlan(text))
        took.append((time.perf_counter() - started) * 1e6)
    return took


def _understood_p50(texts: list[str]) -> float:
    """Return the microseconds of the processor in which a message in the middle is understood and decided about."""
    took = []

    async def understand_all() -> None:
        for text in texts:
            started = time.process_time_ns()
            await decided(text, "", "")
            took.append((time.process_time_ns() - started) / 1e3)

    asyncio.run(understand_all())
    return percentile(took, 50)


def _longest_texts(bench: Bench) -> None:
    """Add what it takes to understand a hostile text of 40,000 characters, and how long others wait meanwhile."""
    gc.freeze()  # as the bot does before a command begins: what is loaded is not looked through again and again
    found = [(*asyncio.run(_read_whole(make(LONG_CHARS))), name) for name, make in hostile_texts()]
    slowest, held = max(found), max((longest, name) for _, longest, name in found)
    bench.add(
        Figure(f"{LONG_CHARS:,} characters understood, slowest ({slowest[2]})", "ms", [slowest[0]], target=Target(300)),
        Figure(f"the loop held meanwhile, longest ({held[1]})", "ms", [held[0]], target=Target(50)),
    )


async def _read_whole(text: str) -> tuple[float, float]:
    """Return the milliseconds of the processor in which ``text`` is decided about, and of the loop's longest wait.

    The wait, too, is counted in the time of the processor: what other programs take on a busy machine is not ours.
    """
    held: list[float] = []

    async def tick() -> None:
        while True:
            before = time.process_time()
            await asyncio.sleep(TICK_S)
            held.append(time.process_time() - before)

    await decided("Hello there", "", "")
    ticking = asyncio.create_task(tick())
    await asyncio.sleep(0)
    started = time.process_time()
    await decided(text, "", "")
    took = time.process_time() - started
    await asyncio.sleep(2 * TICK_S)
    ticking.cancel()
    return took * 1000, max(held) * 1000


def _contexts_p50(texts: list[str]) -> float:
    """Return the microseconds of the contexts of a message in the middle."""
    took = []
    for text in texts:
        started = time.perf_counter()
        contexts(text)
        took.append((time.perf_counter() - started) * 1e6)
    return percentile(took, 50)
