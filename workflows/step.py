"""What a model step is: a value with a name, a prompt, a typed answer, and the rule that can stand in for the model."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from string import Template
from typing import Any, Generic, TypeVar

from storage.records import StepEngine
from workflows.answers import Answer

I = TypeVar("I")  # noqa: E741 - the step's input
A = TypeVar("A", bound=Answer)


@dataclass(frozen=True)
class Step(Generic[I, A]):
    """One model step.

    ``show`` gives the input as named blocks for the model (customer's words are data, never instructions); ``rule``
    answers without a model and never fails; ``check`` says what is wrong with a model's answer for this input, or None;
    ``mend`` returns what can be told of an answer that is refused, or None: then the model is asked once more.
    ``written`` gives the words of an answer that people read as the model's own.
    ``weighs`` is how many characters of text the three read: a long text is read in a thread of its own.
    ``in_background``: no customer waits for it, so a limit that it reaches is none of theirs.
    """

    name: str
    prompt: str
    answer: type[A]
    show: Callable[[I], Mapping[str, str]]
    rule: Callable[[I], A]
    check: Callable[[I, A], str | None] = lambda _given, _answer: None
    mend: Callable[[I, A], A | None] = lambda _given, _answer: None
    written: Callable[[I, A], Iterable[str]] = lambda _given, _answer: ()
    max_tokens: int = 800
    weighs: Callable[[I], int] = lambda given: len(getattr(given, "text", ""))
    in_background: bool = False

    @cached_property
    def prompt_hash(self) -> str:
        """Twelve hex digits that name this version of the prompt in the trace."""
        return hashlib.sha256(self.prompt.encode()).hexdigest()[:12]

    @cached_property
    def schema(self) -> dict[str, Any]:
        """The answer's JSON schema, named after the step, in the shape strict structured outputs want."""
        return {"name": self.name, "strict": True, "schema": _strict(self.answer.model_json_schema())}

    def blocks(self, given: I) -> str:
        """Render the input as delimited blocks; nothing inside can close its block."""
        shown = ((name, text) for name, text in self.show(given).items() if text)
        return "\n\n".join(f"<{name}>\n{text.replace('</', '< /')}\n</{name}>" for name, text in shown)


@dataclass(frozen=True, slots=True)
class Finished(Generic[A]):
    """A step's answer and how it came about. ``outcome`` is ``ok`` or why a rule or a second attempt was needed."""

    answer: A
    engine: StepEngine
    outcome: str
    model: str | None = None
    prompt_hash: str | None = None
    tokens_in: int = 0
    tokens_out: int = 0
    ms: int = 0


def load_prompt(file: str, **values: str) -> str:
    """Read ``workflows/prompts/FILE`` (also from an installed wheel) and fill in its ``$values``."""
    text = (resources.files("workflows.prompts") / file).read_text(encoding="utf-8")
    return Template(text).substitute(values).strip()


# Lengths of strings are not sent: strict structured outputs do not take them. They are checked when the answer comes.
_NOT_SENT = frozenset({"title", "default", "minLength", "maxLength"})


def _strict(node: Any) -> Any:  # noqa: ANN401 - JSON
    """Close every object and require every property, as strict structured outputs demand."""
    if isinstance(node, list):
        return [_strict(item) for item in node]
    if not isinstance(node, dict):
        return node
    closed = {key: _strict(value) for key, value in node.items() if key not in _NOT_SENT or key == "properties"}
    if "properties" in node:
        closed["properties"] = {name: _strict(value) for name, value in node["properties"].items()}
        closed["required"] = list(node["properties"])
        closed["additionalProperties"] = False
    return closed
