"""The step ``classify``: one cheap call decides where a message goes."""

from dataclasses import dataclass

from workflows.answers import Classification
from workflows.language.detection import Paragraphs, has_few_words
from workflows.routes import ROUTES
from workflows.rules import route
from workflows.rules.planning.plan import holds_tasks
from workflows.rules.planning.requests import holds_request
from workflows.step import Step, load_prompt


@dataclass(frozen=True, slots=True)
class MessageToClassify:
    """A customer's message and the earlier messages of the same thread, oldest first, for context.

    ``language``: that of the case, in which a message is whose own nothing tells (too short, only ids).
    """

    text: str
    earlier: str = ""
    language: str = "en"


def _show(given: MessageToClassify) -> dict[str, str]:
    return {"earlier": given.earlier, "message": given.text}


def _rule(given: MessageToClassify) -> Classification:
    language = _language(Paragraphs.read(given.text)) or given.language
    return route.classify(given.text, has_tasks=holds_tasks(given.text), language=language)


def _language(read: Paragraphs) -> str | None:
    """Return the language of the request: English if that is asked in English, whatever else stands around it."""
    if read.foreign is None or any(map(holds_request, read.english)):
        return "en" if read.english else None
    return read.foreign


def in_its_language(found: Classification, given: MessageToClassify) -> Classification:
    """Correct the language a model took a message for, where that cannot be told, or is only that of its greeting."""
    read = Paragraphs.read(given.text)
    is_greeting = found.language in read.languages and found.language != "en" and _language(read) == "en"
    is_unknown = not read.languages and has_few_words(given.text)
    language = "en" if is_greeting else given.language if is_unknown else found.language
    return found.model_copy(update={"language": language})


def make_classify() -> Step[MessageToClassify, Classification]:
    """Make the step; its prompt lists the routes."""
    routes = "\n".join(f"- `{one.name}`: {one.about}" for one in ROUTES)
    return Step("classify", load_prompt("classify.md", routes=routes), Classification, _show, _rule, max_tokens=200)


CLASSIFY = make_classify()
