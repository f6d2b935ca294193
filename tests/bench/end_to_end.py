"""From event to reply when the model takes 500 ms a call, beside the model's own critical path: four such calls."""

from statistics import median

from tests.bench.bench import Bench, fake_model, tell
from tests.bench.figures import Figure, Target
from tests.bench.processes import Child, serve
from tests.bench.wire import MODEL_ROUNDS

LATENCY_MS = 500
ALONE = 4  # messages one after another in each repeat
TOGETHER = 50
ASKED = {"type": "json_schema", "json_schema": {"name": "warm", "strict": True, "schema": {}}}
CALL = {"model": "bench", "messages": [{"role": "system", "content": ""}] * 2, "response_format": ASKED}


def measure(bench: Bench) -> None:
    """Measure one message at a time, then many at once; the floor is timed in between, call by call."""
    folder = bench.folder / "end-to-end"
    alone, together, path = [], [], []
    with fake_model(bench, LATENCY_MS) as model_url, serve(folder, bench.slack.url, model_url) as (desk, _):
        answered(bench, desk, 1)
        for _ in range(bench.repeats):
            bench.note_noise()
            tell(f"{ALONE} messages one at a time, then {TOGETHER} at once, the model taking {LATENCY_MS} ms a call")
            calls = bench.driver.ask({"post": f"{model_url}/chat/completions", "body": CALL, "count": MODEL_ROUNDS})
            path.append(sum(calls["ms"]) / 1000)
            alone.append(median([answered(bench, desk, 1)[0] for _ in range(ALONE)]))
            together.append(median(answered(bench, desk, TOGETHER)))
        bench.check_stored(folder, 1 + bench.repeats * (ALONE + TOGETHER), "model")
    bench.add(
        Figure("end to end, one message at a time", "s", alone, path, Target(1.10, of="ratio")),
        Figure(f"end to end, {TOGETHER} at once", "s", together, path, Target(1.10, of="ratio")),
        Figure("  of that without the model, one at a time", "s", _beyond(alone, path)),
        Figure(f"  of that without the model, {TOGETHER} at once", "s", _beyond(together, path)),
    )


def answered(bench: Bench, desk: Child, count: int) -> list[float]:
    """Send messages at once; return the seconds from each event to its reply."""
    bench.warm(desk, count)
    sent = bench.send(desk, count)
    replied = bench.replies(sent)
    return [replied[one.thread] - one.at for one in sent if one.thread in replied]


def _beyond(measured: list[float], path: list[float]) -> list[float]:
    return [ours - model for ours, model in zip(measured, path, strict=True)]
