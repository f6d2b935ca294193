"""When the model's service fails: a second attempt where it can help, the rule where it cannot, no wait for each."""

import asyncio
import time
from collections.abc import Callable

import pytest

from tests.fakes.model import ANY, KEY, FakeModel, Say
from tests.fakes.model_desk import classified, door_to
from workflows.faq.documents import Document
from workflows.faq.questions import FAQ_QUESTIONS, QuestionsRequest
from workflows.model.breaker import FAILURES_TO_OPEN, REST_S, Breakers
from workflows.model.client import Model, ModelSettings
from workflows.steps.classify import CLASSIFY, MessageToClassify
from workflows.steps.drafts import DraftRequest
from workflows.steps.general_reply import GENERAL_REPLY

Leap = Callable[[float], None]
ASKED = DraftRequest("What can you do for me?")
READ = QuestionsRequest((Document("lamps.txt", "The lamp has a warranty of two years."),), 5)


@pytest.fixture
def leap(monkeypatch: pytest.MonkeyPatch) -> Leap:
    """Set the clock forward by so many seconds: a time is up when the test says so, however busy the machine is."""
    real, ahead = time.monotonic, [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: real() + sum(ahead))
    return ahead.append


# --- what the service says ------------------------------------------------------------------------------------------


PASSING = {
    "408": Say(status=408),
    "409": Say(status=409),
    "429 with a short wait": Say(status=429, retry_after="0"),
    "429 with an odd wait": Say(status=429, retry_after="0.01"),
    "500": Say(status=500),
    "503": Say(status=503),
    "cut connection": Say(cut=True),
}


@pytest.mark.parametrize("say", PASSING.values(), ids=PASSING.keys())
async def test_a_passing_fault_is_met_with_a_second_attempt(model: FakeModel, say: Say) -> None:
    model.script("classify", say)
    async with door_to(model) as door:
        answer = await classified(door)

    assert answer.outcome.startswith("ok, second attempt after: ")


LASTING = {
    "400": Say(status=400, code="context_length_exceeded"),
    "401": Say(status=401),
    "403": Say(status=403),
    "404": Say(status=404),
    "429 with a huge wait": Say(status=429, retry_after="3600"),
    "429 with a date": Say(status=429, retry_after="-5"),
    "429 without quota": Say(status=429, code="insufficient_quota"),
}


@pytest.mark.parametrize("say", LASTING.values(), ids=LASTING.keys())
async def test_a_lasting_fault_goes_to_the_rule_at_once(model: FakeModel, say: Say) -> None:
    model.script("classify", say)
    async with door_to(model) as door:
        answer = await classified(door)

    assert (answer.engine, len(model.asked)) == ("rules", 1)


@pytest.mark.parametrize("say", [Say(hang=True), Say(drip=True)], ids=["silence", "a slow drip"])
async def test_an_answer_that_does_not_come_in_time_is_done_by_rule(model: FakeModel, leap: Leap, say: Say) -> None:
    model.script("classify", say, times=2)
    async with door_to(model, timeout_s=600.0, message_timeout_s=6000.0) as door:
        asking = asyncio.create_task(classified(door))
        await model.reached("classify", 1)
        leap(600.0)
        await model.reached("classify", 2)
        leap(600.0)
        answer = await asking

    assert (answer.engine, answer.outcome, len(model.asked)) == ("rules", "timeout", 2)


async def test_a_message_waits_for_models_no_longer_than_its_deadline(model: FakeModel, leap: Leap) -> None:
    model.script(ANY, Say(hang=True))
    async with door_to(model, timeout_s=6000.0, message_timeout_s=600.0) as door:
        deadline = door.deadline()
        asking = asyncio.create_task(door.run(CLASSIFY, MessageToClassify("one"), deadline))
        await model.reached("classify")
        leap(600.0)
        first = await asking
        second = await door.run(CLASSIFY, MessageToClassify("two"), deadline)

    assert first.outcome == "deadline after: timeout"
    assert second.outcome == "deadline"
    assert len(model.asked) == 1


async def test_a_server_that_is_not_there_is_done_by_rule() -> None:
    async with Model(ModelSettings(api_key=KEY, base_url="http://127.0.0.1:9/v1")) as door:
        answer = await classified(door)

    assert answer.outcome == "no connection (APIConnectionError)"


async def test_a_server_that_hangs_up_is_told_from_one_that_takes_too_long(model: FakeModel) -> None:
    model.script("classify", Say(cut=True), times=2)
    async with door_to(model) as door:
        answer = await classified(door)

    assert (answer.engine, answer.outcome) == ("rules", "no connection (APIConnectionError)")


# --- the breaker ----------------------------------------------------------------------------------------------------


async def test_an_outage_does_not_cost_each_message_a_timeout(model: FakeModel, leap: Leap) -> None:
    model.script(ANY, Say(hang=True), times=FAILURES_TO_OPEN)
    async with door_to(model, timeout_s=600.0, message_timeout_s=60_000.0) as door:
        running_out = asyncio.create_task(_each_times_out(model, leap))
        answers = [await classified(door) for _ in range(10)]
        await running_out

    assert len(model.asked) == FAILURES_TO_OPEN
    assert {answer.engine for answer in answers} == {"rules"}
    assert answers[-1].outcome == "circuit open"


async def test_a_server_that_is_not_there_is_an_outage_too() -> None:
    async with Model(ModelSettings(api_key=KEY, base_url="http://127.0.0.1:9/v1")) as door:
        outcomes = [(await classified(door)).outcome for _ in range(FAILURES_TO_OPEN)]

    assert outcomes == ["no connection (APIConnectionError)"] * 2 + ["circuit open"]


async def _each_times_out(model: FakeModel, leap: Leap) -> None:
    for asked in range(1, FAILURES_TO_OPEN + 1):
        await model.reached("classify", asked)
        leap(600.0)


async def test_after_the_rest_one_message_tries_and_the_others_go_by_rule(model: FakeModel) -> None:
    now = [0.0]
    model.script(ANY, Say(status=401))
    async with door_to(model) as door:
        door._breakers = Breakers(lambda: now[0])
        await classified(door)
        now[0] += 2 * REST_S
        answers = await asyncio.gather(*(classified(door) for _ in range(5)))

    assert sorted(answer.engine for answer in answers) == ["model", "rules", "rules", "rules", "rules"]


async def test_a_message_the_model_refuses_takes_it_from_nobody_else(model: FakeModel) -> None:
    model.script("classify", Say(status=400, code="content_filter"), times=2 * FAILURES_TO_OPEN)
    async with door_to(model) as door:
        for _ in range(2 * FAILURES_TO_OPEN):
            await classified(door)
        answer = await classified(door)

    assert answer.engine == "model"


LIMIT = Say(status=429, retry_after="3600")
MODEL_S_OWN = {
    "a wrong name": Say(status=404),
    "no access": Say(status=403, code="model_not_found"),
    "its limit": LIMIT,
    "its server": Say(cut=True),
}


@pytest.mark.parametrize("say", MODEL_S_OWN.values(), ids=MODEL_S_OWN.keys())
async def test_what_is_wrong_with_one_model_takes_no_other_away(model: FakeModel, say: Say) -> None:
    model.script("general_reply", say, times=None)
    async with door_to(model, step_models={"general_reply": "typo"}) as door:
        for _ in range(2 * FAILURES_TO_OPEN):
            drafted = await door.run(GENERAL_REPLY, ASKED, door.deadline())
        answer = await classified(door)

    assert drafted.outcome == "circuit open"
    assert answer.engine == "model"


@pytest.mark.parametrize("say", [Say(status=401), Say(status=403), Say(status=429, code="insufficient_quota")])
async def test_what_is_wrong_with_the_key_or_the_account_is_asked_of_one_model_only(model: FakeModel, say: Say) -> None:
    model.script(ANY, say)
    async with door_to(model, step_models={"general_reply": "other"}) as door:
        await door.run(GENERAL_REPLY, ASKED, door.deadline())
        answer = await classified(door)

    assert (answer.engine, answer.outcome) == ("rules", "circuit open")


async def test_a_limit_that_is_reached_while_faqs_are_made_sends_no_customer_to_the_rules(model: FakeModel) -> None:
    model.script("faq_questions", LIMIT, times=FAILURES_TO_OPEN)
    async with door_to(model) as door:
        for _ in range(2 * FAILURES_TO_OPEN):
            made = await door.run(FAQ_QUESTIONS, READ, door.deadline())
        answer = await classified(door)

    assert made.outcome == "circuit open"
    assert answer.engine == "model"


async def test_whatever_the_client_itself_raises_is_no_answer_and_the_next_message_asks_again(model: FakeModel) -> None:
    async with door_to(model, api_key="“pasted”") as door:
        answers = [await classified(door) for _ in range(5)]

    assert {answer.outcome for answer in answers} == {"the client failed (UnicodeEncodeError)"}
    assert {answer.engine for answer in answers} == {"rules"}


@pytest.mark.parametrize("proxy", ["socks4://p:1", "http://p:port"])
async def test_a_client_that_cannot_be_made_sends_messages_to_the_rules(
    model: FakeModel, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)

    async with door_to(model) as door:
        await door.prepare()
        first, second = await classified(door), await classified(door)

    assert (first.engine, second.engine) == ("rules", "rules")
    assert first.outcome.startswith("the client cannot be made (")
    assert second.outcome == "circuit open"
    assert model.steps() == []
