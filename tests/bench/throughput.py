"""Messages/s in one process until every reply is posted, and their CPU; by rule, and with a model without latency."""

from dataclasses import dataclass

from tests.bench.bench import Bench, bare_app, fake_model, tell
from tests.bench.figures import Figure, Target
from tests.bench.processes import Child, serve

MESSAGES = 200
WARM_UP = 20
CONNECTIONS = 50


@dataclass(frozen=True)
class Turn:
    """One burst until all of it is done: messages a second and CPU seconds per 1,000 messages."""

    per_s: float
    cpu_s: float


def measure(bench: Bench) -> None:
    """Measure with the rules engine, then with the model, the bare app beside each."""
    _with_engine(bench, "rules", None)
    with fake_model(bench, latency_ms=0) as model_url:
        _with_engine(bench, "model", model_url)


def _with_engine(bench: Bench, engine: str, model_url: str | None) -> None:
    folder = bench.folder / f"throughput-{engine}"
    with bare_app(bench) as floor, serve(folder, bench.slack.url, model_url) as (desk, _):
        bench.replies(bench.send(desk, WARM_UP))
        bench.send(floor, WARM_UP)
        turns = []
        for _ in range(bench.repeats):
            bench.note_noise()
            tell(
                f"{MESSAGES} messages at once, answered by {'rule' if engine == 'rules' else 'a model without latency'}"
            )
            turns.append((_turn(bench, desk, answered=True), _turn(bench, floor, answered=False)))
        bench.check_stored(folder, WARM_UP + bench.repeats * MESSAGES, engine)
    name = "rules engine" if engine == "rules" else "fake model"
    per_s = [turn.per_s for turn, _ in turns], [floor_turn.per_s for _, floor_turn in turns]
    cpu_s = [turn.cpu_s for turn, _ in turns], [floor_turn.cpu_s for _, floor_turn in turns]
    bench.add(
        Figure(f"messages/s, {name}", "/s", *per_s, Target(40, at_least=True)),
        Figure(f"CPU per 1,000 messages, {name}", "s", *cpu_s, Target(25)),
    )


def _turn(bench: Bench, app: Child, *, answered: bool) -> Turn:
    bench.warm(app, CONNECTIONS)
    cpu_before = app.cpu_s()
    sent = bench.send(app, MESSAGES)
    done = max(one.at + one.ack_ms / 1000 for one in sent)
    if answered:
        done = max([done, *bench.replies(sent).values()])
    took = done - min(one.at for one in sent)
    return Turn(MESSAGES / took, (app.cpu_s() - cpu_before) * 1000 / MESSAGES)
