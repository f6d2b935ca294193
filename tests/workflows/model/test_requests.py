"""The model door: what it asks for, how often, at what cost, and what happens when there is no answer."""

import json
import logging
from typing import Any

import pytest
import structlog
from llmock.pytest_plugin import LLMock

from tests.fakes.model import ANY, KEY, FakeModel, Say
from tests.fakes.model_desk import classified, door_to
from workflows.model.client import ROOM_TO_THINK, Model, ModelSettings
from workflows.step import Step
from workflows.steps.billing_concern import BILLING_CONCERN
from workflows.steps.billing_reply import BILLING_REPLY
from workflows.steps.classify import CLASSIFY, MessageToClassify
from workflows.steps.general_reply import GENERAL_REPLY
from workflows.steps.plan import PLAN
from workflows.steps.synthesize import SYNTHESIZE
from workflows.steps.technical_reply import TECHNICAL_REPLY

STEPS: list[Step[Any, Any]] = [
    CLASSIFY,
    PLAN,
    BILLING_CONCERN,
    TECHNICAL_REPLY,
    BILLING_REPLY,
    GENERAL_REPLY,
    SYNTHESIZE,
]
# What strict structured outputs take of JSON schema (OpenAI's guide, "Supported schemas").
SUPPORTED = {"type", "properties", "required", "additionalProperties", "description", "enum", "const", "anyOf", "items"}
SUPPORTED |= {"$ref", "$defs", "minimum", "maximum", "minItems", "maxItems"}


def objects_in(node: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - JSON
    """Return every schema inside a schema."""
    if isinstance(node, list):
        return [found for item in node for found in objects_in(item)]
    if not isinstance(node, dict):
        return []
    inner = [
        *node.get("properties", {}).values(),
        *node.get("$defs", {}).values(),
        node.get("items"),
        node.get("anyOf"),
    ]
    return [node, *(found for item in inner for found in objects_in(item))]


# --- what is asked ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_the_schema_is_named_after_its_step_and_strict(step: Step[Any, Any]) -> None:
    assert step.schema["name"] == step.name
    assert step.schema["strict"] is True


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_strict_mode_takes_every_keyword_of_the_schema(step: Step[Any, Any]) -> None:
    found = objects_in(step.schema["schema"])

    assert {keyword for node in found for keyword in node} <= SUPPORTED
    assert all(node["additionalProperties"] is False for node in found if node.get("type") == "object")
    assert all(set(node["required"]) == set(node["properties"]) for node in found if node.get("type") == "object")


async def test_a_step_goes_to_its_own_model(model: FakeModel) -> None:
    async with door_to(model, default_model="small", step_models={"classify": "tiny"}) as door:
        answer = await classified(door)

    assert answer.model == "tiny"
    assert model.asked[0].model == "tiny"


async def test_no_temperature_is_sent_since_reasoning_models_refuse_it(model: FakeModel) -> None:
    async with door_to(model) as door:
        await classified(door)

    assert sorted(model.asked[0].body) == ["max_completion_tokens", "messages", "model", "response_format"]


async def test_the_prompt_is_the_system_message_and_the_customers_words_are_a_block(model: FakeModel) -> None:
    async with door_to(model) as door:
        answer = await classified(door, "Where is my order A-12345?")

    assert model.asked[0].system == CLASSIFY.prompt
    assert model.asked[0].blocks == {"message": "Where is my order A-12345?"}
    assert answer.prompt_hash == CLASSIFY.prompt_hash


# --- without a key ---------------------------------------------------------------------------------------------------


async def test_without_a_key_every_step_runs_by_rule_and_nothing_is_asked(model: FakeModel) -> None:
    async with door_to(model, api_key=None) as door:
        answer = await classified(door)

    assert (answer.engine, answer.outcome, answer.model) == ("rules", "no key", None)
    assert not model.asked


async def test_the_key_stands_in_the_request_and_in_no_log(
    model: FakeModel, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    model.script(ANY, Say(status=401, code="invalid_api_key"))
    async with door_to(model) as door:
        with structlog.testing.capture_logs() as logs:
            answer = await classified(door)

    seen = capsys.readouterr()
    assert model.asked[0].headers["Authorization"] == f"Bearer {KEY}"
    assert KEY not in f"{logs} {caplog.text} {seen.out} {seen.err} {answer} {door}"


# --- two attempts ----------------------------------------------------------------------------------------------------


async def test_the_second_attempt_is_told_what_was_wrong_with_the_first(model: FakeModel) -> None:
    model.script("classify", Say({"route": "sales", "confidence": 7}))
    async with door_to(model) as door:
        answer = await classified(door)

    assert answer.engine == "model"
    assert answer.outcome.startswith("ok, second attempt after: bad answer: route:")
    assert "Your last answer was not accepted: route:" in model.asked[1].user


async def test_after_two_bad_answers_the_rule_stands_in(model: FakeModel) -> None:
    model.script("classify", Say("no"), Say("still no"))
    async with door_to(model) as door:
        answer = await classified(door)

    assert (answer.engine, len(model.asked)) == ("rules", 2)
    assert answer.outcome.startswith("bad answer: not valid JSON")


async def test_the_tokens_of_both_attempts_are_counted(model: FakeModel) -> None:
    model.script("classify", Say("no", usage={"prompt_tokens": 100, "completion_tokens": 7}))
    model.script("classify", Say(usage={"prompt_tokens": 120, "completion_tokens": 9}))
    async with door_to(model) as door:
        answer = await classified(door)

    assert (answer.tokens_in, answer.tokens_out) == (220, 16)


@pytest.mark.parametrize("usage", [None, "many", {"prompt_tokens": "3"}, {"prompt_tokens": -1}, []])
async def test_missing_or_odd_token_counts_count_nothing(model: FakeModel, usage: object) -> None:
    model.script("classify", Say(usage=usage))
    async with door_to(model) as door:
        answer = await classified(door)

    assert (answer.engine, answer.tokens_in) == ("model", 0)


GOOD = json.dumps(CLASSIFY.rule(MessageToClassify("My router does not work.")).model_dump(mode="json"))


@pytest.mark.parametrize(
    "content",
    [
        f"```json\n{GOOD}\n```",
        f"Here is the answer:\n{GOOD}\nAnything else?",
        f"<think>{{what could it be}}</think>\n{GOOD}",
        GOOD[:-1] + ', "and_more": {"deep": [1]}}',
    ],
    ids=["in a fence", "in prose", "after thinking", "with more fields"],
)
async def test_a_good_answer_is_taken_out_of_what_small_models_put_around_it(model: FakeModel, content: str) -> None:
    model.script("classify", Say(content))
    async with door_to(model) as door:
        answer = await classified(door)

    assert (answer.outcome, len(model.asked)) == ("ok", 1)


BAD: dict[str, Say] = {
    "truncated JSON": Say(GOOD[:40]),
    "20 kB of text": Say("blah " * 4000),
    "far too long": Say("x" * 70_000),
    "deep nesting": Say('{"route":' + "[" * 30_000 + "]" * 30_000 + "}"),
    "a lone surrogate": Say('{"route": "\\ud800"}'),
    "not a number": Say('{"route": "general_question", "confidence": NaN}'),
    "a list": Say("[1, 2]"),
    "wrong types": Say({"route": ["general_question"], "confidence": "high"}),
    "empty": Say(""),
    "only white space": Say("  \n"),
    "a refusal": Say(refusal="I cannot help with that."),
    "cut off": Say(GOOD, finish="length"),
    "no JSON body": Say(body=b"<html>bad gateway</html>"),
    "an empty body": Say(body=b""),
    "another shape": Say(body=b'{"choices": []}'),
    "a bare null": Say(body=b"null"),
    "deep body": Say(body=b"[" * 50_000),
    "no message": Say(body=b'{"choices": [{"message": null}]}'),
}


@pytest.mark.parametrize("say", BAD.values(), ids=BAD.keys())
async def test_a_bad_answer_is_asked_for_once_more_and_never_raises(model: FakeModel, say: Say) -> None:
    model.script("classify", say)
    async with door_to(model) as door:
        answer = await classified(door)

    assert answer.outcome.startswith("ok, second attempt after: bad answer")


# --- servers and models that want it otherwise ----------------------------------------------------------------------


async def test_a_server_that_knows_only_max_tokens_is_asked_that_way_from_then_on(model: FakeModel) -> None:
    model.script("classify", Say(status=400, param="max_completion_tokens", code="unsupported_parameter"))
    async with door_to(model) as door:
        first = await classified(door)
        second = await classified(door)

    assert (first.engine, second.outcome) == ("model", "ok")
    assert ["max_tokens" in asked.body for asked in model.asked] == [False, True, True]


async def test_a_model_that_thinks_its_tokens_away_gets_room_to_think(model: FakeModel) -> None:
    model.script("classify", Say("", finish="length"))
    async with door_to(model) as door:
        first = await classified(door)
        await classified(door)

    limits = [asked.body["max_completion_tokens"] for asked in model.asked]
    assert first.engine == "model"
    assert limits == [CLASSIFY.max_tokens, CLASSIFY.max_tokens + ROOM_TO_THINK, CLASSIFY.max_tokens + ROOM_TO_THINK]


async def test_the_door_talks_to_a_server_that_none_of_us_wrote(llmock: LLMock) -> None:
    async with Model(ModelSettings(api_key=KEY, base_url=llmock.base_url("openai"))) as door:
        answer = await classified(door)

    assert (answer.engine, answer.model) == ("model", "gpt-4o-mini")
    assert answer.tokens_in > 0
