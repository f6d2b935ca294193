"""Typed answers of the model steps. Whatever a model says is validated against these before anything else sees it.

Strings and lists are bounded: an answer over a bound is invalid and asked for again. Texts are plain, not escaped.
"""

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from workflows.routes import RouteName


def _blank_is_none(value: object) -> object:
    """Read an empty or "null"-like string as a missing field: models write both."""
    if isinstance(value, str) and value.strip().lower() in {"", "null", "none", "n/a", "unknown", "not stated"}:
        return None
    return value


def _language(value: object) -> str:
    """Read a language code; what is none is taken for English rather than refused."""
    found = re.fullmatch(r"\s*([A-Za-z]{2,3})(?:[-_][A-Za-z]{2,4})?\s*", value) if isinstance(value, str) else None
    return found.group(1).lower() if found else "en"


def _none() -> list[Any]:
    """Return an empty list. Pydantic 2.14 reads a factory's signature: for that of ``list`` it tokenizes."""
    return []


# The bound is set on the string alone: on the union it would be tried on None as well.
Field80 = Annotated[Annotated[str, Field(max_length=80)] | None, BeforeValidator(_blank_is_none)]
Field200 = Annotated[Annotated[str, Field(max_length=200)] | None, BeforeValidator(_blank_is_none)]
Language = Annotated[str, BeforeValidator(_language)]
QueryType = Literal["BillingInquiry", "ProductReturn", "StatusUpdate"]
MissingField = Literal["invoice_number", "product_name", "order_id"]


class Answer(BaseModel):
    """Base of all answers: frozen, and unknown fields are dropped rather than trusted."""

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True, defer_build=True)


class Classification(Answer):
    """Where a message goes and what is remarkable in it."""

    route: RouteName = Field(description="The one route that fits best.")
    confidence: float = Field(ge=0, le=1, description="How sure the route is: 1 certain, 0 a guess.")
    language: Language = Field(default="en", description="Language of the message, ISO 639-1 code.")
    wants_human: bool = Field(default=False, description="The customer asks for a person.")
    angry: bool = Field(default=False, description="The customer is angry, not merely unhappy.")
    has_tasks: bool = Field(
        default=False,
        description="Asks about one named invoice, to return a product, or for the state of an order.",
    )


class Task(Answer):
    """One request a worker can do. A field that is not stated, or does not belong to ``query_type``, is null."""

    query_type: QueryType
    invoice_number: Field80 = Field(default=None, description="BillingInquiry: the invoice number as written.")
    product_name: Field80 = Field(default=None, description="ProductReturn: the product to return, as written.")
    reason_for_return: Field200 = Field(default=None, description="ProductReturn: why, in the customer's words.")
    order_id: Field80 = Field(default=None, description="StatusUpdate: the order id as written.")


class Leftover(Answer):
    """A part of the message that is no task: answered by its route's handler."""

    text: str = Field(min_length=1, max_length=3000, description="The part, in the customer's words.")
    route: RouteName = Field(description="The route that fits this part.")


class Plan(Answer):
    """A message split into what workers do and what handlers answer, in the order of the message."""

    tasks: list[Task] = Field(default_factory=_none, max_length=20)
    leftovers: list[Leftover] = Field(default_factory=_none, max_length=10)


class Concern(Answer):
    """What worries the customer about one invoice."""

    concern: str = Field(
        min_length=3, max_length=400, description="The customer's own concern about this invoice, one sentence."
    )


class Draft(Answer):
    """A first response written for one route."""

    reply: str = Field(min_length=3, max_length=2500, description="The reply to the customer, plain text.")


class PartText(Answer):
    """The words around the facts of one part."""

    part: int = Field(ge=1, le=40, description="The number of the part.")
    text: str = Field(max_length=500, description="One or two sentences that introduce this part. No facts.")


class Synthesis(Answer):
    """The words around the facts of a reply: code puts each part's facts under its text."""

    greeting: str = Field(max_length=400, description="Greeting and empathy. No facts.")
    parts: list[PartText] = Field(default_factory=_none, max_length=40)
    closing: str = Field(max_length=400, description="Friendly closing. No facts.")


class Questions(Answer):
    """Questions that the given documents answer."""

    questions: list[Annotated[str, Field(min_length=1, max_length=300)]] = Field(
        default_factory=_none, max_length=60, description="One question an item, each answerable from the documents."
    )


class FaqAnswer(Answer):
    """Sentences of a text that answer a question."""

    answerable: bool = Field(description="Whether the passages answer the question.")
    # What is told of them is code's words: no model is asked for it, and what one says there is not told.
    answer: SkipJsonSchema[Annotated[str, Field(max_length=1200)]] = ""
    quotes: list[Annotated[str, Field(max_length=1000)]] = Field(
        default_factory=_none,
        max_length=6,
        description="Copied letter by letter from the passages, 4 words or more each.",
    )


class Sources(Answer):
    """The documents an answer comes from."""

    sources: list[Annotated[str, Field(max_length=300)]] = Field(
        default_factory=_none, max_length=10, description="Titles, copied from `titles`, most important first."
    )
