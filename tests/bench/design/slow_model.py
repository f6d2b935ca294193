"""Rows: from event to reply when the model takes 500 ms a call; calls and tokens of a three-part message."""

import json
import urllib.request
from statistics import median

from tests.bench.bench import fake_model, tell
from tests.bench.design.rows import Goal, Row
from tests.bench.design.sides import Run, three
from tests.bench.end_to_end import CALL, LATENCY_MS, TOGETHER, answered
from tests.bench.wire import MODEL_ROUNDS, Json

ALONE = 4  # messages one after another in each run
PARTS_GOAL = 1.10
ROUNDS_GOAL = MODEL_ROUNDS + 0.2  # seconds over the latency: what is beyond the calls is the row above


def measure(run: Run) -> list[Row]:
    """Measure one message at a time, then many at once; the model's critical path is timed in between, call by call."""
    bench, alone, together, path = run.bench, ([], []), ([], []), []  # type: ignore[var-annotated]
    calls: tuple[list[float], list[float]] = ([], [])
    tokens: tuple[list[float], list[float]] = ([], [])
    with fake_model(bench, LATENCY_MS) as model_url, three(run, "slow-model", model_url) as sides:
        for desk in sides.desks:
            answered(bench, desk, 1)
        for _ in range(bench.repeats):
            bench.note_noise()
            tell(f"{ALONE} messages one at a time, {TOGETHER} at once, {LATENCY_MS} ms a call: both builds")
            timed = bench.driver.ask({"post": f"{model_url}/chat/completions", "body": CALL, "count": MODEL_ROUNDS})
            path.append(sum(timed["ms"]) / 1000)
            for at, desk in enumerate(sides.desks):
                before = _stats(model_url)
                alone[at].append(median([answered(bench, desk, 1)[0] for _ in range(ALONE)]))
                after = _stats(model_url)
                calls[at].append((after["requests"] - before["requests"]) / ALONE)
                tokens[at].append((after["tokens"] - before["tokens"]) / ALONE)
                together[at].append(median(answered(bench, desk, TOGETHER)))
    rounds = [[seconds / (one / MODEL_ROUNDS) for seconds, one in zip(of, path, strict=True)] for of in alone]
    over = Goal(1.05, "floor")
    return [
        Row(f"end to end at {LATENCY_MS} ms a call, one at a time", "s", over, alone[1], alone[0], path),
        Row(f"end to end at {LATENCY_MS} ms a call, {TOGETHER} at once", "s", over, together[1], together[0], path),
        Row("rounds of a three-part message", "", Goal(ROUNDS_GOAL), rounds[1], rounds[0]),
        Row("calls of a three-part message", "", Goal(PARTS_GOAL, "earlier"), calls[1], calls[0]),
        Row("tokens of a three-part message", "", Goal(PARTS_GOAL, "earlier"), tokens[1], tokens[0]),
    ]


def _stats(model_url: str) -> Json:
    with urllib.request.urlopen(model_url.removesuffix("/v1") + "/stats", timeout=10) as answer:  # noqa: S310 - ours
        found = json.load(answer)
    assert isinstance(found, dict)
    return found
