"""The door to the model: Chat Completions with a JSON schema. ``openai`` is imported nowhere else.

It is imported when a model is first asked or the client is prepared: that takes time and 10 MB, which every command
without a model would pay for nothing, and a start should not wait for.

Two attempts a step, 20 s each, 45 s a message, a circuit breaker; what cannot be had from the model is done by rule.
Everything a model says is untrusted: validated, bounded and checked before anybody sees it.
"""

import asyncio
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Self, TypeVar

import structlog
from pydantic_core import from_json, to_json

from workflows.answers import Answer
from workflows.model.breaker import Breakers, ModelBreaker
from workflows.model.reading import BadAnswerError, CutOffError, content_of, read_answer
from workflows.model.sdk import import_sdk
from workflows.model.tally import Tally
from workflows.model.threads import Aside
from workflows.model.trouble import NoAnswerError, trouble_of
from workflows.step import Finished, Step
from workflows.telemetry import UNWATCHED, CallOutcome, ModelCall, Telemetry

ATTEMPTS = 2
HURRIED = 0.5  # of the time that a call may take: one that got less and did not end says nothing of its service
ROOM_TO_THINK = 4000  # tokens: reasoning models were seen to think for 1,400 before a short answer

if TYPE_CHECKING:
    import openai

log = structlog.get_logger(__name__)

I = TypeVar("I")  # noqa: E741 - the step's input
A = TypeVar("A", bound=Answer)


@dataclass(slots=True)
class Deadline:
    """How long a message may still wait for models, in seconds, all its steps together."""

    seconds: float
    started: float = field(default_factory=time.monotonic)

    def left(self) -> float:
        """Return the seconds that remain; never negative."""
        return max(0.0, self.started + self.seconds - time.monotonic())


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """What the door needs to know. ``api_key`` None: no model at all, every step runs by rule."""

    api_key: str | None
    base_url: str | None = None
    default_model: str = "gpt-4o-mini"
    step_models: Mapping[str, str] = field(default_factory=dict)
    timeout_s: float = 20.0
    message_timeout_s: float = 45.0


def always() -> bool:
    """Say that another attempt is worth it."""
    return True


class Model:
    """Answers steps: by the model when there is a key and it works, by rule otherwise. Never raises for a step."""

    def __init__(self, settings: ModelSettings, telemetry: Telemetry = UNWATCHED) -> None:
        self.settings = settings
        self._telemetry = telemetry
        self._breakers = Breakers()
        self._thinkers: set[str] = set()  # models that ran out of tokens before they had answered
        self._old_style: set[str] = set()  # models whose server knows the limit only by its old name
        self._client: openai.AsyncOpenAI | None = None
        self._address = ""  # of Chat Completions there
        self._connecting = asyncio.Lock()
        self._imports = ThreadPoolExecutor(1, "model client")
        self.aside = Aside()

    async def __aenter__(self) -> Self:
        """Nothing to open: the client connects when it is first used."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the connections, and let go of texts that are still being read."""
        self.aside.close()
        self._imports.shutdown(wait=False, cancel_futures=True)
        if self._client is not None:
            await self._client.close()

    @property
    def uses_model(self) -> bool:
        """Whether there is a key; False means the rules engine does everything."""
        return bool(self.settings.api_key)

    async def prepare(self) -> None:
        """Make the client if there is a key, so that no message waits for it: with its package it takes a second.

        One that cannot be made is logged; steps go by rule then.
        """
        if self.uses_model:
            with suppress(NoAnswerError):
                await self._connected()

    async def _connected(self) -> "openai.AsyncOpenAI":
        """Return the client, made at first use: its package is imported in a thread, and the loop goes on."""
        if self._client is None:
            async with self._connecting:
                if self._client is None:
                    try:
                        await asyncio.get_running_loop().run_in_executor(self._imports, import_sdk)
                        client = _connect(self.settings)
                    except Exception as error:  # edge: of the client, and what it reads of the environment
                        log.exception("model_client_not_made")
                        msg = f"the client cannot be made ({type(error).__name__})"
                        raise NoAnswerError(msg, "broken", None, for_good=True, for_all=True) from error
                    self._client, self._address = client, _address(client)
        return self._client

    def name_for(self, step: str) -> str:
        """Return the model that is set for a step."""
        return self.settings.step_models.get(step, self.settings.default_model)

    def _breaker_of(self, step: Step[I, A]) -> ModelBreaker:
        return self._breakers.of(self.name_for(step.name), in_background=step.in_background)

    def deadline(self) -> Deadline:
        """Return a fresh deadline for one message."""
        return Deadline(self.settings.message_timeout_s)

    async def run(
        self, step: Step[I, A], given: I, deadline: Deadline, again: Callable[[], bool] = always
    ) -> Finished[A]:
        """Answer ``step`` for ``given``: the model's checked answer, or the rule's with the reason in ``outcome``.

        ``again`` is called when an answer was refused: whether another attempt is worth what it costs.
        """
        with self._telemetry.spans.span(f"step {step.name}"):
            finished = await self._answer(step, given, deadline, again)
            self._note(step.name, finished)
            return finished

    def _note(self, step: str, finished: Finished[A]) -> None:
        """Count and trace an answered step. Not its outcome, which may quote what the model wrote."""
        self._telemetry.counts.step_done(step, finished.engine)
        spent = {"tokens_in": finished.tokens_in, "tokens_out": finished.tokens_out}
        self._telemetry.spans.note(engine=finished.engine, model=finished.model, prompt=finished.prompt_hash, **spent)
        log.debug("step_done", step=step, engine=finished.engine, ms=finished.ms)

    async def _answer(self, step: Step[I, A], given: I, deadline: Deadline, again: Callable[[], bool]) -> Finished[A]:
        if not self.uses_model:
            return await self._by_rule(step, given, "no key", Tally())
        tally = Tally()
        why = "no attempt"
        opening = await self.aside.do(step.weighs(given), lambda: _opening(step, given))
        messages = opening
        for attempt in range(1, ATTEMPTS + 1):
            if (stop := self._stop(step, attempt, deadline, why)) is not None:
                why = stop
                break
            ended: CallOutcome = "cancelled"
            try:
                content = await self._ask(step, messages, deadline, tally)
                answer = await self.aside.do(step.weighs(given), partial(read_answer, step, given, content))
            except BadAnswerError as error:
                why, ended = f"bad answer: {error}", "bad_answer"
                messages = [*opening, {"role": "user", "content": _correction(str(error))}]
                if attempt < ATTEMPTS and not again():
                    break
            except NoAnswerError as error:
                why, ended = str(error), error.outcome
                if error.wait_s is None or error.wait_s > deadline.left():
                    break
                if attempt < ATTEMPTS:
                    await asyncio.sleep(error.wait_s)
            else:
                ended = "ok"
                outcome = "ok" if attempt == 1 else f"ok, second attempt after: {why}"
                return Finished(
                    answer,
                    "model",
                    outcome[:300],
                    self.name_for(step.name),
                    step.prompt_hash,
                    tally.tokens_in,
                    tally.tokens_out,
                    tally.ms(),
                )
            finally:
                self._telemetry.counts.model_called(
                    ModelCall(step.name, ended, tally.call_s, tally.call_in, tally.call_out)
                )
        log.warning("step_by_rule", step=step.name, why=why.partition(":")[0])
        return await self._by_rule(step, given, why, tally)

    def _stop(self, step: Step[I, A], attempt: int, deadline: Deadline, why: str) -> str | None:
        """Return why there is no further attempt, or None; ``why`` the last one failed."""
        if deadline.left() <= 0:
            return "deadline" if attempt == 1 else f"deadline after: {why}"
        if not self._breaker_of(step).allows():
            return "circuit open" if attempt == 1 else why
        return None

    async def _by_rule(self, step: Step[I, A], given: I, why: str, tally: Tally) -> Finished[A]:
        answer = await self.aside.do(step.weighs(given), lambda: step.rule(given))
        return Finished(answer, "rules", why[:300], None, None, tally.tokens_in, tally.tokens_out, tally.ms())

    async def _ask(self, step: Step[I, A], messages: list[dict[str, str]], deadline: Deadline, tally: Tally) -> str:
        """Send one request and return the content of its answer; report to the breaker."""
        breaker = self._breaker_of(step)
        given_s = min(self.settings.timeout_s, deadline.left())
        hurried = given_s < HURRIED * min(self.settings.timeout_s, deadline.seconds)
        try:
            answer = await self._posted(step, messages, given_s, tally)
        except NoAnswerError as error:
            if error.outage is None or (hurried and error.outcome == "timeout"):
                breaker.gave_up()
            elif error.outage:
                breaker.failed(for_good=error.for_good, for_all=error.for_all)
            else:
                breaker.succeeded()
            raise
        except BaseException:
            breaker.gave_up()
            raise
        breaker.succeeded()
        try:
            completion = from_json(answer)
        except ValueError:
            completion = None
        tally.add(completion)
        try:
            return content_of(completion)
        except CutOffError:
            self._thinkers.add(self.name_for(step.name))
            raise

    async def _posted(self, step: Step[I, A], messages: list[dict[str, str]], given_s: float, tally: Tally) -> bytes:
        """Send one request and return what the service answers, as it came."""
        client = await self._connected()
        import httpx2  # noqa: PLC0415 - imported with the client
        import openai  # noqa: PLC0415 - imported with the client

        tally.begin_call()
        try:
            async with asyncio.timeout(given_s):
                # The raw response: the SDK's response models took 45 % of the process's time under load. Its encoder
                # and what joins address and path at each request are left out, too.
                response = await client.post(
                    self._address, cast_to=httpx2.Response, content=to_json(self._body(step, messages))
                )
        except (openai.APIError, httpx2.HTTPError, TimeoutError) as error:
            trouble = trouble_of(error)
            if self._learns(self.name_for(step.name), error):
                trouble.wait_s = 0.0
            raise trouble from error
        except Exception as error:  # edge: of the client, whose other errors are no answer
            # Whatever else the client raises (3.54 lets a UnicodeEncodeError out) is no answer either.
            log.exception("model_client_broken", step=step.name)
            msg = f"the client failed ({type(error).__name__})"
            raise NoAnswerError(msg, "broken", None, outage=None) from error
        finally:
            tally.end_call()
        return response.content

    def _body(self, step: Step[I, A], messages: list[dict[str, str]]) -> dict[str, object]:
        """Return the request. No temperature: reasoning models refuse any but their own."""
        model = self.name_for(step.name)
        limit = "max_tokens" if model in self._old_style else "max_completion_tokens"
        return {
            "model": model,
            "messages": messages,
            "response_format": {"type": "json_schema", "json_schema": step.schema},
            limit: step.max_tokens + (ROOM_TO_THINK if model in self._thinkers else 0),
        }

    def _learns(self, model: str, error: Exception) -> bool:
        """Say whether a refusal tells how to ask this model instead, and remember it."""
        import openai  # noqa: PLC0415 - imported with the client

        if not isinstance(error, openai.APIStatusError) or error.status_code not in {400, 422}:
            return False
        answer = str(error)
        if "output limit was reached" in answer and model not in self._thinkers:
            self._thinkers.add(model)
            return True
        if "max_completion_tokens" in answer and model not in self._old_style:
            self._old_style.add(model)
            return True
        return False


def _connect(settings: ModelSettings) -> "openai.AsyncOpenAI":
    """Make the client; it connects when it is first used. Attempts are ours to count, so it makes one."""
    import httpx2  # noqa: PLC0415 - see the top
    import openai  # noqa: PLC0415 - see the top

    from workflows.model.transport import ModelTransport  # noqa: PLC0415 - it imports the two

    timeout = httpx2.Timeout(settings.timeout_s, connect=5.0)
    transport = ModelTransport(timeout)
    return openai.AsyncOpenAI(
        api_key=settings.api_key, base_url=settings.base_url, max_retries=0, timeout=timeout, http_client=transport
    )


def _address(client: "openai.AsyncOpenAI") -> str:
    """Return where Chat Completions are asked for, as the client itself would join it."""
    return str(client.base_url.copy_with(raw_path=client.base_url.raw_path + b"chat/completions"))


def _opening(step: Step[I, A], given: I) -> list[dict[str, str]]:
    return [{"role": "system", "content": step.prompt}, {"role": "user", "content": step.blocks(given)}]


def _correction(error: str) -> str:
    return f"Your last answer was not accepted: {error[:600]}. Answer again, following the instructions and the schema."
