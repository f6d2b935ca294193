"""The form of ``/faq`` as data: what somebody filled in, read from Slack's modal, and what is wrong at which field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.formats.documents import FILE_TYPES, KINDS, TITLE_CHARS, clean, title_of
from bot.slack.attached import Attached
from bot.slack.blocks import sentence
from bot.slack.faqs.text_fields import FIELD_CHARS, MOST_FIELDS, MOST_SENT, laid_out, weight
from bot.sources.addresses import checked
from bot.sources.places import is_web
from handlers.faq.order import MOST_CHARS, MOST_DOCUMENTS, MOST_QUESTIONS
from storage.errors import Refused
from workflows.faq.documents import Document
from workflows.language.grounding import fold

COUNT, LANGUAGE, WHERE, FILES, PAGES = "count", "language", "where", "files", "pages"
LANGUAGES = ("English", "German", "French", "Spanish", "Italian", "Portuguese", "Dutch", "Polish")
SAME = "same"
THREAD_CUT, TEXT_CUT = "thread_cut", "text_cut"  # what a form says about its text

Values = Mapping[str, Mapping[str, Any]]


def title_field(document: int) -> str:
    """Return the block id of a document's title."""
    return f"title_{document}"


def text_field(document: int, part: int) -> str:
    """Return the block id of a document's text field."""
    return f"text_{document}_{part}"


@dataclass(frozen=True, slots=True)
class Typed:
    """One document as it is typed: several fields make one text. ``joins``: what was cut out between the first ones."""

    title: str = ""
    texts: tuple[str, ...] = ("",)
    joins: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The fields as one text; fields that somebody filled by hand go on without a break after a full one."""
        whole, last = "", -1
        for at, text in enumerate(self.texts):
            if text.strip():
                whole += (self._join(last, at) if whole else "") + text
                last = at
        return whole.strip()

    def _join(self, last: int, at: int) -> str:
        if at == last + 1 and last < len(self.joins):
            return self.joins[last]
        return "" if len(self.texts[last]) >= FIELD_CHARS else "\n\n"


@dataclass(frozen=True, slots=True)
class Form:
    """What is filled in. ``channel`` is where the form was opened, "" if only its owner can get the result.

    ``notices``: ``THREAD_CUT``, ``TEXT_CUT``, both or none. ``pages``: addresses of web pages and sitemaps, as typed.
    ``read``: what was read of the files that its text is from, a sentence each.
    """

    documents: tuple[Typed, ...] = (Typed(),)
    files: tuple[Attached, ...] = ()
    count: str = "10"
    language: str = SAME
    to_channel: bool = False
    channel: str = ""
    notices: tuple[str, ...] = ()
    pages: str = ""
    read: tuple[str, ...] = ()

    @property
    def addresses(self) -> list[str]:
        """The addresses, each once."""
        return list(dict.fromkeys(self.pages.split()))

    @property
    def signed(self) -> dict[str, Any]:
        """What the modal must carry for us, since Slack sends back fields only; ``read_form`` takes it."""
        return {
            "channel": self.channel,
            "layout": self.layout,
            "joins": list(self.documents[0].joins),
            "told": list(self.notices),
        }

    @property
    def fits(self) -> bool:
        """Whether Slack takes a modal with all this text in it."""
        texts = [self.pages, *(text for typed in self.documents for text in (typed.title, *typed.texts))]
        return weight("".join(texts)) <= MOST_SENT and max(map(len, texts)) <= FIELD_CHARS

    @property
    def layout(self) -> list[int]:
        """How many text fields each document has."""
        return [len(document.texts) for document in self.documents]

    def with_document(self) -> "Form":
        """Return the form with room for one more document, if there may be one."""
        full = len(self.documents) >= MOST_DOCUMENTS or sum(self.layout) >= MOST_FIELDS
        return self if full else replace(self, documents=(*self.documents, Typed()))

    def with_room(self, document: int) -> "Form":
        """Return the form with one more text field for a document, if there may be one."""
        if not 0 <= document < len(self.documents) or sum(self.layout) >= MOST_FIELDS:
            return self
        grown = [
            replace(typed, texts=(*typed.texts, "")) if at == document else typed
            for at, typed in enumerate(self.documents)
        ]
        return replace(self, documents=tuple(grown))


def prefilled(text: str, channel: str, title: str = "", notices: tuple[str, ...] = ()) -> Form:
    """Return a form whose first document is ``text``, over as many fields as it takes.

    What is more than Slack takes is cut, and the form says so. Addresses and nothing else are pages to read.
    """
    if len(text) <= FIELD_CHARS and text.split() and all(map(is_web, text.split())):
        return Form(channel=channel, notices=notices, pages="\n".join(text.split()))
    title = clean(title)[:TITLE_CHARS]
    given = clean(text[:MOST_CHARS]).strip()
    texts, joins = laid_out(given, MOST_SENT - weight(title))
    whole = len(text) <= MOST_CHARS and len("".join((*texts, *joins))) == len(given)
    return Form((Typed(title, texts, joins),), channel=channel, notices=notices if whole else (*notices, TEXT_CUT))


def read_form(values: Values, signed: Mapping[str, Any]) -> Form:
    """Read a modal's state (untrusted); ``signed`` is what we sealed into it."""
    layout, channel = signed.get("layout") or [1], str(signed.get("channel") or "")
    counts = [count if isinstance(count, int) and 1 <= count <= MOST_FIELDS else 1 for count in layout]
    joins = tuple(str(join) for join in signed.get("joins") or ())
    documents = tuple(
        Typed(
            _text(values, title_field(at)),
            tuple(_text(values, text_field(at, part)) for part in range(count)),
            joins if at == 0 else (),
        )
        for at, count in enumerate(counts[:MOST_DOCUMENTS])
    )
    return Form(
        documents or (Typed(),),
        tuple(_files(values)),
        _text(values, COUNT).strip(),
        _chosen(values, LANGUAGE) or SAME,
        _chosen(values, WHERE) == "channel" and bool(channel),
        channel,
        tuple(str(what) for what in signed.get("told") or ()),
        _text(values, PAGES)[:FIELD_CHARS],
    )


def as_shown(blocks: Sequence[Mapping[str, Any]]) -> Values:
    """Return the state of a modal as we sent it, before anybody typed."""
    elements = {str(block.get("block_id")): block["element"] for block in blocks if "element" in block}
    return {
        block_id: {"value": element.get("initial_value"), "selected_option": element.get("initial_option")}
        for block_id, element in elements.items()
    }


def _text(values: Values, block: str) -> str:
    value = values.get(block, {}).get("value")
    return clean(value) if isinstance(value, str) else ""


def _chosen(values: Values, block: str) -> str:
    option = values.get(block, {}).get("selected_option")
    return str(option.get("value")) if isinstance(option, dict) else ""


def _files(values: Values) -> list[Attached]:
    found = values.get(FILES, {}).get("files")
    rows = [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []
    return [_attached(row) for row in rows[: MOST_DOCUMENTS + 1]]


def _attached(row: dict[str, Any]) -> Attached:
    size = row.get("size")
    url = row.get("url_private_download") or row.get("url_private") or ""
    return Attached(clean(str(row.get("name") or "the file"))[:200], str(url), size if isinstance(size, int) else 0)


def typed_documents(form: Form) -> list[tuple[int, Document]]:
    """Return the typed documents with their place in the form; a place left empty is none."""
    found = []
    for at, typed in enumerate(form.documents):
        if typed.text:
            title = " ".join(typed.title.split()) or title_of(f"Document {at + 1}", typed.text)
            found.append((at, Document(title[:TITLE_CHARS], typed.text)))
    return found


def problems_at(form: Form, attached: Sequence[Document] = ()) -> dict[str, str]:
    """Return what is wrong with a form, each at its field and in words that say what to do; {} if nothing.

    ``attached``: the documents in its files, as far as they are read.
    """
    wrong: dict[str, str] = {}
    typed = typed_documents(form)
    for at, document in enumerate(form.documents):
        if document.title.strip() and not document.text:
            wrong[text_field(at, 0)] = "This document has a title and no text: paste its text, or empty the title."
    if not typed and not form.files and not form.addresses and not wrong:
        wrong[text_field(0, 0)] = "There is nothing to make FAQs from: paste a text here, or give a file or page below."
    wrong |= _pages_problem(form)
    seen = {fold(document.title) for document in attached}
    for at, found in typed:
        if fold(found.title) in seen:
            wrong[title_field(at)] = f"Two documents are titled “{found.title}”: give each a title of its own."
        seen.add(fold(found.title))
    wrong |= _files_problem(form, typed, attached)
    wrong |= _size_problem(form, typed, attached)
    if not form.count.isdecimal() or not 1 <= int(form.count[:9]) <= MOST_QUESTIONS:
        wrong[COUNT] = f"Ask for 1 to {MOST_QUESTIONS} questions."
    return wrong


def _files_problem(form: Form, typed: Sequence[tuple[int, Document]], attached: Sequence[Document]) -> dict[str, str]:
    names = [file.name for file in form.files]
    strange = next((name for name in names if name.lower().rpartition(".")[2] not in FILE_TYPES), None)
    titles = [fold(document.title) for document in attached]
    twice = next((one.title for one in attached if titles.count(fold(one.title)) > 1), None)
    if strange is not None:
        return {FILES: f"{strange} is no document: {KINDS}."}
    if len(typed) + len(form.files) + len(form.addresses) > MOST_DOCUMENTS:
        field = FILES if form.files else PAGES
        return {field: f"There are more than {MOST_DOCUMENTS} documents: leave some out."}
    if twice is not None:
        return {FILES: f"Two files are titled “{twice}”: rename one, or change its first line."}
    return {}


def _pages_problem(form: Form) -> dict[str, str]:
    """Return what is wrong with the addresses as far as it can be told without asking for them."""
    for address in form.addresses:
        try:
            checked(address)
        except Refused as error:
            return {PAGES: f"{sentence(str(error))}."}
    return {}


def _size_problem(form: Form, typed: Sequence[tuple[int, Document]], attached: Sequence[Document]) -> dict[str, str]:
    chars = sum(len(document.text) for _, document in typed) + sum(len(document.text) for document in attached)
    if chars <= MOST_CHARS:
        return {}
    field = PAGES if form.addresses else FILES if attached else text_field(typed[-1][0], 0)
    return {field: f"The documents have {chars:,} characters, {MOST_CHARS:,} is the most: leave some out."}
