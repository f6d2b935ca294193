"""The step ``classify``: one cheap call decides where a message goes."""

from dataclasses import dataclass

from workflows.answers import Classification
from workflows.language import detection
from workflows.routes import ROUTES
from workflows.rules import route
from workflows.rules.plan import make_plan
from workflows.step import Step, load_prompt


@dataclass(frozen=True, slots=True)
class MessageToClassify:
    """A customer's message and the earlier messages of the same thread, oldest first, for context."""

    text: str
    earlier: str = ""


def _show(given: MessageToClassify) -> dict[str, str]:
    return {"earlier": given.earlier, "message": given.text}


def _rule(given: MessageToClassify) -> Classification:
    found = route.classify(given.text, has_tasks=bool(make_plan(given.text).tasks))
    return found.model_copy(update={"language": detection.detect(given.text)})


def make_classify() -> Step[MessageToClassify, Classification]:
    """Make the step; its prompt lists the routes."""
    routes = "\n".join(f"- `{one.name}`: {one.about}" for one in ROUTES)
    return Step("classify", load_prompt("classify.md", routes=routes), Classification, _show, _rule, max_tokens=200)


CLASSIFY = make_classify()
