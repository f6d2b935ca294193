"""Reading what a model said: out of its envelope, made plain, validated and checked. Nothing in it is trusted."""

from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import from_json

from workflows.answers import Answer
from workflows.language.grounding import plain
from workflows.model.instructions import instructions_of
from workflows.model.no_answer import why_no_answer
from workflows.step import Step

MAX_ANSWER_CHARS = 60_000

I = TypeVar("I")  # noqa: E741 - the step's input
A = TypeVar("A", bound=Answer)


class BadAnswerError(Exception):
    """The model answered, but not what was asked; the text tells the model why."""


class CutOffError(BadAnswerError):
    """The answer ended at the limit of tokens: too long, or the model spent them on thinking."""

    def __init__(self) -> None:
        super().__init__("the answer was cut off; be much shorter")


def content_of(completion: object) -> str:
    """Return what the model said. Anything else than a finished answer with text is a bad answer."""
    try:
        choice = completion["choices"][0]  # type: ignore[index] # whatever it is, see below
        message = choice["message"]
        content, refusal, finish = message.get("content"), message.get("refusal"), choice.get("finish_reason")
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        msg = "the answer is not a chat completion"
        raise BadAnswerError(msg) from error
    if refusal:
        msg = "the model refused"
        raise BadAnswerError(msg)
    if finish == "length":
        raise CutOffError
    if not isinstance(content, str) or not content.strip():
        msg = "the answer is empty"
        raise BadAnswerError(msg)
    if len(content) > MAX_ANSWER_CHARS:
        msg = "the answer is far too long"
        raise BadAnswerError(msg)
    return content


def read_answer(step: Step[I, A], given: I, content: str) -> A:
    """Return the answer in ``content``, its texts made plain, valid and checked against its input, or mended.

    One whose words show instructions, or are no answer, is not mended: it is asked for once more.
    """
    try:
        # Not json.loads: that takes lone surrogates, which no database stores, and dies of deep nesting.
        parsed = _plain(from_json(_json_in(content), allow_inf_nan=False))
    except ValueError as error:
        msg = f"not valid JSON: {error}"
        raise BadAnswerError(msg) from error
    try:
        answer = step.answer.model_validate(parsed)
    except ValidationError as error:
        raise BadAnswerError(_complaint(error)) from error
    for words in step.written(given, answer):
        if wrong := instructions_of(step).why_shown(words) or why_no_answer(words):
            raise BadAnswerError(wrong)
    wrong = step.check(given, answer)
    if not wrong:
        return answer
    mended = step.mend(given, answer)
    if mended is None:
        raise BadAnswerError(wrong)
    return mended


def _json_in(content: str) -> str:
    """Take the JSON out of what small local models put around it: their thinking, a Markdown fence, an introduction."""
    text = content.rpartition("</think>")[2]
    start, end = text.find("{"), text.rfind("}")
    return text[start : end + 1] if 0 <= start < end else text


def _plain(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return {key: _plain(item) for key, item in value.items()} if isinstance(value, dict) else value


def _complaint(error: ValidationError) -> str:
    problems: list[Any] = error.errors(include_url=False, include_input=False)[:5]
    return "; ".join(f"{'.'.join(map(str, problem['loc'])) or 'answer'}: {problem['msg']}" for problem in problems)
