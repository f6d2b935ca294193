"""A fake model server at the wire: Chat Completions on 127.0.0.1, sensible by itself, scripted per step.

Also a process: ``python -m tests.fakes.model --port 0 --latency-ms 500`` prints a line of JSON with its ``base_url``.
"""

import argparse
import asyncio
import contextlib
import json
import signal
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web

from tests.fakes.model_answers import Blocks, blocks_of, good_answer

KEY = "sk-fake-key-of-the-tests"
ANY = "*"


@dataclass(frozen=True)
class Say:
    """One scripted answer or fault. ``answer``: JSON text or a value that becomes it; ``None`` means the good answer.

    ``body`` replaces the whole response body; ``cut`` closes the connection instead; ``hang`` never answers;
    ``drip`` sends the body's first byte and then white space for ever; ``twist`` makes a lie of the request's blocks
    and the good answer.
    """

    answer: object = None
    finish: str = "stop"
    refusal: str | None = None
    usage: object = ...
    status: int = 200
    code: str | None = None
    param: str | None = None
    retry_after: str | None = None
    body: bytes | None = None
    cut: bool = False
    hang: bool = False
    drip: bool = False
    twist: Callable[[Blocks, Any], object] | None = None


@dataclass
class Scripted:
    """A script's place in the queue of its step; ``times=None`` lasts."""

    say: Say
    times: int | None = 1
    used: int = 0


@dataclass(frozen=True)
class Asked:
    """One request as it came in."""

    step: str
    model: str
    body: dict[str, Any]
    headers: dict[str, str]

    @property
    def system(self) -> str:
        """The instructions."""
        return str(self.body["messages"][0]["content"])

    @property
    def user(self) -> str:
        """The input and, on a second attempt, what was wrong with the first."""
        return "\n".join(str(message["content"]) for message in self.body["messages"][1:])

    @property
    def blocks(self) -> dict[str, str]:
        """The named blocks of the input."""
        return blocks_of(str(self.body["messages"][1]["content"]))


@dataclass
class FakeModel:
    """A model that answers well unless told otherwise. ``async with FakeModel() as model``; end with ``verify()``."""

    latency_s: float = 0.0
    latencies_s: dict[str, float] = field(default_factory=dict)
    port: int = 0
    asked: deque[Asked] = field(default_factory=lambda: deque(maxlen=10_000))
    counts: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)
    most_at_once: int = 0
    tokens: int = 0
    base_url: str = ""
    _at_once: int = 0
    _scripts: dict[str, list[Scripted]] = field(default_factory=dict)
    _let_go: asyncio.Event = field(default_factory=asyncio.Event)
    _heard: asyncio.Event = field(default_factory=asyncio.Event)
    _runner: web.AppRunner | None = None

    # --- what a test does -------------------------------------------------------------------------------------------

    def script(self, step: str, *says: Say, times: int | None = 1) -> None:
        """Answer the next requests of ``step`` (``ANY``: of every step) like this; ``times=None``: all of them."""
        self._scripts.setdefault(step, []).extend(Scripted(say, times) for say in says)

    def heal(self) -> None:
        """Forget the scripts: from now on every answer is good."""
        self._scripts.clear()

    async def reached(self, step: str, times: int = 1) -> None:
        """Wait until ``step`` (``ANY``: any) has been asked for so many times, answered or not."""
        while (sum(self.counts.values()) if step == ANY else self.counts[step]) < times:
            self._heard.clear()
            await self._heard.wait()

    def release(self) -> None:
        """Let what hangs be answered."""
        self._let_go.set()

    def steps(self) -> list[str]:
        """Return the names of the steps asked for, in order."""
        return [asked.step for asked in self.asked]

    def of(self, step: str) -> list[Asked]:
        """Return the requests of one step."""
        return [asked for asked in self.asked if asked.step == step]

    def verify(self) -> None:
        """Fail on scripts that nobody asked for and on requests that no real server would take."""
        unused = [
            f"never asked: {step} {one.say}"
            for step, queue in self._scripts.items()
            for one in queue
            if one.used < (one.times or 1)
        ]
        if self.violations or unused:
            raise AssertionError("the fake model objects:\n  " + "\n  ".join([*self.violations, *unused]))

    # --- the server -------------------------------------------------------------------------------------------------

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=4 * 2**20)
        app.router.add_post("/v1/chat/completions", self._complete)
        app.router.add_get("/stats", self._stats)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        self.port = self._runner.addresses[0][1]
        self.base_url = f"http://127.0.0.1:{self.port}/v1"
        return self

    async def __aexit__(self, *_error: object) -> None:
        self._let_go.set()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _stats(self, _request: web.Request) -> web.Response:
        by_step = dict(self.counts)
        return web.json_response(
            {
                "requests": sum(by_step.values()),
                "by_step": by_step,
                "most_at_once": self.most_at_once,
                "tokens": self.tokens,
            }
        )

    async def _complete(self, request: web.Request) -> web.StreamResponse:
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            body = json.loads(await request.read())
            step = self._step_of(body)
            self.counts[step] += 1
            self.asked.append(Asked(step, str(body.get("model")), body, dict(request.headers)))
            self.tokens += tokens_of(body)
            self._heard.set()
            say = self._next(step)
            wait_s = self.latencies_s.get(step, self.latency_s)
            if wait_s:
                await asyncio.sleep(wait_s)
            return await self._answer(request, step, body, say)
        finally:
            self._at_once -= 1

    def _step_of(self, body: dict[str, Any]) -> str:
        """Return the schema's name; note down what a real server would object to."""
        try:
            given = body["response_format"]["json_schema"]
            if body["response_format"]["type"] != "json_schema" or given["strict"] is not True:
                self.violations.append(f"response_format is not a strict schema: {body['response_format']}")
            return str(given["name"])
        except (KeyError, TypeError):
            self.violations.append(f"no JSON schema in {sorted(body)}")
            return "?"

    def _next(self, step: str) -> Say:
        for queue in (self._scripts.get(step, []), self._scripts.get(ANY, [])):
            for one in queue:
                if one.times is None or one.used < one.times:
                    one.used += 1
                    return one.say
        return Say()

    async def _answer(self, request: web.Request, step: str, body: dict[str, Any], say: Say) -> web.StreamResponse:
        if say.hang:
            await self._let_go.wait()
        if say.cut and request.transport is not None:
            request.transport.abort()
        if say.status != 200:
            return _error(say)
        content = _content(step, body, say)
        payload = json.dumps(_completion(body, content, say)).encode() if say.body is None else say.body
        if say.drip:
            return await self._drip(request, payload)
        return web.Response(body=payload, content_type="application/json")

    async def _drip(self, request: web.Request, payload: bytes) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        await response.prepare(request)
        await response.write(payload[:1])
        with contextlib.suppress(ConnectionError):
            while not self._let_go.is_set():
                await response.write(b" ")
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._let_go.wait(), 0.02)
        return response


def _content(step: str, body: dict[str, Any], say: Say) -> str | None:
    if say.refusal is not None:
        return None
    if say.twist is not None:
        content = str(body["messages"][1]["content"])
        return json.dumps(say.twist(blocks_of(content), json.loads(good_answer(step, content))))
    if say.answer is None:
        return good_answer(step, str(body["messages"][1]["content"]))
    return say.answer if isinstance(say.answer, str) else json.dumps(say.answer)


def tokens_of(body: dict[str, Any]) -> int:
    """Return about how many tokens a request sends: a quarter of its characters."""
    return sum(len(str(message["content"])) for message in body["messages"]) // 4


def _completion(body: dict[str, Any], content: str | None, say: Say) -> dict[str, Any]:
    asked = tokens_of(body)
    said = len(content or "") // 4
    usage = {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said}
    message = {"role": "assistant", "content": content, "refusal": say.refusal}
    completion: dict[str, Any] = {"id": "chatcmpl-1", "object": "chat.completion", "created": 0, "model": body["model"]}
    completion["choices"] = [{"index": 0, "message": message, "finish_reason": say.finish, "logprobs": None}]
    if say.usage is not None:
        completion["usage"] = usage if say.usage is ... else say.usage
    return completion


def _error(say: Say) -> web.Response:
    error = {"message": f"scripted {say.status}: {say.param or say.code}", "type": "scripted", "param": say.param}
    headers = {"Retry-After": say.retry_after} if say.retry_after is not None else {}
    return web.json_response({"error": {**error, "code": say.code}}, status=say.status, headers=headers)


def half_misquoted() -> Say:
    """Misquote for every second question, at each try: half of the proofs of a set of FAQs fail."""
    seen: dict[str, int] = {}

    def twist(given: Blocks, good: Any) -> object:  # noqa: ANN401 - JSON
        if seen.setdefault(given["question"], len(seen)) % 2:
            return {**good, "quotes": [f"{quote} indeed" for quote in good["quotes"]]}
        return good

    return Say(twist=twist)


async def _serve(port: int, latency_ms: float, *, lying: bool) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with FakeModel(latency_s=latency_ms / 1000, port=port) as model:
        model.asked = deque(maxlen=100)  # a benchmark runs long: the counts are enough
        if lying:
            model.script("faq_answer", half_misquoted(), times=None)
        print(json.dumps({"base_url": model.base_url, "key": KEY}), flush=True)  # noqa: T201 - its output
        await stop.wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="A fake model server on 127.0.0.1.")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--latency-ms", type=float, default=0.0, help="how long each answer takes")
    parser.add_argument("--lying", action="store_true", help="misquote in the answers to every second question")
    given = parser.parse_args()
    asyncio.run(_serve(given.port, given.latency_ms, lying=given.lying))
