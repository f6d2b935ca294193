"""Twice the text may not cost more than two and a half times: every pattern and every function that reads text."""

import gc
import inspect
import re
from collections.abc import Callable, Iterable
from functools import _lru_cache_wrapper, cache
from itertools import groupby, islice
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from bot.slack.faqs.entry_form import Written
from bot.trial.page_api.requests import RequestRefused
from bot.trial.workspace.site import SlackError
from bot.trial.workspace.workspace import Workspace
from handlers.conversation.held import NOTHING
from handlers.conversation.standing_offers import StandingOffer
from storage.errors import FrontdeskError
from storage.faq_records import FaqDocument
from storage.records import SavedReply
from tests.fakes.slack.world import fill
from tests.workflows.rules import hostile
from tests.workflows.rules.hostile import Read
from workflows.answers import Task
from workflows.faq import rules_extract
from workflows.faq.answer import AnswerRequest
from workflows.faq.documents import Document, sentences_of
from workflows.faq.grammar import grammar_of
from workflows.faq.heading_parts import Topic
from workflows.faq.plain import plain_blocks
from workflows.faq.proof import Quote
from workflows.faq.section_sentences import _Read
from workflows.faq.sections import outline_of, passages_of
from workflows.faq.what_sums_are import Told
from workflows.language.passages import Passage
from workflows.masking.secrets import _ASSIGNED
from workflows.receipts.check import AllowedFacts
from workflows.receipts.unsafe import _Sentence
from workflows.receipts.unsafe_harms import HARMS
from workflows.reply import Offer, Section
from workflows.rules.planning.plan import make_plan
from workflows.understanding.wanted import Place

# Not measured: a call that takes too long is ended within it, and coverage's own lock would stay taken.
pytestmark = pytest.mark.no_cover

# What is not given a hostile text, and why. A name stands for all that begins with it; with a blank for itself alone.
EXEMPT = {
    "workflows.faq.meaning.learn": "reads our own rows, for learning alone",
    "workflows.understanding.pieces._stands_alone": "looks at one character",
    "storage.prepared.": "takes statements of our own",
    "storage.stems._module_alone": "takes the name of a stemmer",
    "workflows.model.sdk._not_run": "takes the name of a package",
    "workflows.model.instructions._instructions": "takes a prompt of ours",
    "storage.stems._stem_in": "takes the name of a language",
    "storage.cases._keep_customer": "takes the name of a dialect",
    "storage.chores._begun": "takes the name of a dialect",
    "storage.backup.": "takes addresses, folders and names of our own, and what a tool of the database said",
    "storage.deep.": "takes an address of a database, and names of tables",
    "bot.jobs._traced": "takes the name of a flow",
    "bot.telemetry.": "takes a host, and names of our own",
    "storage.stems._without_accent": "takes one character",
    "storage.stems.stem ": "takes one word of words_of, of 64 characters at most",
    "bot.terminal.case_database._must_be_ours": "takes an address of a database, a setting of ours",
    "bot.doctor.": "takes names and sentences of our own",
    "bot.terminal.commands.": "takes names of files and addresses from the command line",
    "bot.formats.documents.read_": "gives all but plain text to a process of its own, which is stopped after 30 s",
    "bot.sources.folder.": "takes files of this machine, named by its operator",
    "bot.sources.reader.": "gives what it fetches to readers that are tested, or to a process of its own",
    "bot.formats.documents._document": "gets what a process of its own has read",
    "bot.formats.documents._in_own_process": "gives bytes to a process of its own, which is stopped after 30 s",
    "bot.formats.documents.run_parser": "gives bytes to a process of its own, which is stopped after 30 s",
    "bot.formats.markdown_text.": "runs in a process of its own, which is stopped after 20 s of CPU",
    "bot.formats.html_text.": "runs in a process of its own, which is stopped after 20 s of CPU",
    "bot.formats.columns.": "runs in a process of its own, which is stopped after 20 s of CPU",
    "bot.formats.pdf.": "runs in a process of its own, which is stopped after 20 s of CPU",
    "bot.formats.running.": "runs in a process of its own, which is stopped after 20 s of CPU",
    "bot.formats.parse.": "runs in a process of its own, which is stopped after 20 s of CPU",
    "bot.evaluation.report.": "takes the name of a step",
    "bot.evaluation.desk_rows._": "refuses what is no check or thing; rows are the operator's file",
    "bot.evaluation.desk_report._is_wanted": "takes a part of a reply beside labels; tested as _shares_words",
    "bot.slack.faqs.form_view._input": "puts words of our own into a block",
    "bot.logs.": "takes the name of a log format",
    "bot.slack.manifest.": "takes the name of the app and a host, settings of ours",
    "bot.slack.reading.rich_text._": "takes a part of a block, each once; tests/slack/test_reading gives whole ones",
    "bot.slack.cases.case_view._": "puts words of our own into blocks",
    "bot.slack.cases.act_blocks._": "puts words of our own into blocks",
    "bot.slack.cases.dialogs._dialog": "puts words of our own around blocks",
    "bot.slack.cases.sections.titled": "puts words of our own before blocks",
    "bot.evaluation.scores._": "takes the name of a field",
    "bot.slack.blocks.modal": "puts words of our own around blocks",
    "bot.settings.": "takes settings of ours",
    "bot.slack.files.": "takes an address of Slack, a setting of ours",
    "bot.terminal.stats_view.": "takes the name of a table of ours",
    "bot.formats.trace._part": "takes a title of our own",
    "bot.trial.page_api.gate._": "takes an address of our own page",
    "bot.trial.workspace.kinds.": "takes samples of the trial workspace",
    "bot.trial.web_api.block_shapes._": "takes names of fields of Slack",
    "bot.trial.web_api.reading._within": "takes a time stamp of the trial workspace",
    "handlers.understanding.later_messages._names_another": "makes a plan of a text; make_plan is tested",
    "handlers.cases.handover.": "puts sentences of our own together",
    "handlers.outbox.privacy.in_sight": "compares names of channels",
    "handlers.policy.questions.question": "takes the name of a field",
    "storage.database.": "takes an address of a database, a setting of ours",
    "storage.migrate.": "takes an address of a database, a setting of ours",
    "storage.probe.": "takes an address of a database, a setting of ours",
    "storage.statistics._with_event": "takes names of events",
    "storage.sql.": "takes the name of a dialect",
    "storage.tables.": "takes names of tables and columns",
    "workflows.understanding.linear.load_model": "takes the name of a reader of ours",
    "workflows.understanding.linear.load_packed": "takes the name of a reader of ours",
    "workflows.understanding.linear._opened": "takes the name of a reader of ours",
    "workflows.understanding.meanings._listed": "takes the name of a file of ours",
    "workflows.understanding.wanted_rows.": "takes rows of ours",
    "workflows.understanding.training.read_rows": "takes the name of a reader of ours",
    "workflows.faq.documents._is_shortened": "looks at eight characters around a full stop",
    "workflows.rules.returns.asking._is_talk": "gets a match and a clause; tested as a part of make_plan",
    "workflows.rules.returns.asking._is_noun_request": "gets a match and a clause; tested as a part of make_plan",
    "workflows.faq.sentence_questions._": "gets a sentence of 300 characters at most, of question_of_sentence",
    "workflows.faq.measured_questions.": "gets a sentence of 300 characters at most, of question_of_sentence",
    "workflows.faq.sentence_acts.": "gets a sentence of 300 characters at most, of question_of_sentence",
    "workflows.faq.sentence_facts.": "gets a sentence of 300 characters at most, of question_of_sentence",
    "workflows.faq.sentence_parts.one_of": "takes the name of a list of ours",
    "workflows.faq.sentence_parts.": "gets a part of a sentence of 300 characters at most",
    "workflows.faq.sentence_parts.begins_well": "gets a sentence; looks at its first word",
    "workflows.faq.foreign_cells._": "gets a label of 70 characters at most, or the first 200 of a header",
    "workflows.faq.heading_questions._": "gets a heading of 160 characters at most, of question_of",
    "workflows.faq.english_form.": "gets the words of a question of 200 characters at most, of flaw_of_question",
    "workflows.faq.foreign_form.": "gets the words of a question of 200 characters at most, of flaw_of_question",
    "workflows.faq.answer_form._": "gets a question and 1,200 characters of an answer at most, of flaw_of_answer",
    "workflows.faq.own_questions._": "gets a title and a word of a question",
    "workflows.faq.heading_parts.": "gets a heading of 160 characters at most, of question_of",
    "workflows.faq.noun_headings.": "gets a heading of 160 characters at most, of question_of",
    "workflows.faq.value_questions._": "gets a label of 90 characters at most",
    "workflows.faq.rules_questions._asked": "gets what _by_verb found; tested as a part of question_for",
    "workflows.rules.corrections.corrections._applied": "gets the edits of a text; tested as a part of as_meant",
    "workflows.rules.doubt.all_readings._weights": "takes the name of a file of ours",
    "workflows.rules.doubt.third_reading._read": "is a step of read_again, which reads 24 places, eight parts at most",
    "workflows.rules.syntax.clauses._inside": "is a step of _clauses, with the places of a sentence",
    "workflows.rules.first_aid._choose": "takes the name of a table; tested as a part of technical and billing",
    "workflows.ids.grammar._compile": "compiles our own patterns",
    "workflows.ids.grammar._named": "gets a pattern of the grammar; tested as a part of find_ids",
    "workflows.ids.grammar._shaped": "gets a pattern of the grammar; tested as a part of find_ids",
    "workflows.ids.grammar._more": "goes on from an id that was found; tested as a part of find_ids",
    "workflows.language.word_files.read_words": "takes the name of a file of ours",
    "workflows.language.phrases.spellings": "takes a term of our lists",
    "workflows.language.context._with_short": "takes a term of our lists",
    "workflows.language.context._bounds": "gets the words of a text; tested as a part of contexts",
    "workflows.rules.route._read": "takes the name of a file of ours",
    "workflows.step.load_prompt": "takes the name of a file of ours",
    "workflows.receipts.check.unsupported_claims": "gives its text to _never and _wrong, which are tested, and adds up",
    "workflows.receipts.check._never": "gives its text to outside and _harm, which are tested, and adds up",
    "workflows.receipts.unsafe._at_home": "takes a verb that GIVE found; tested as a part of harmful",
    "workflows.receipts.word_lists.read_lists": "takes the name of a file of ours",
    "workflows.receipts.word_lists.list_of": "takes a list of ours",
    "workflows.receipts.unsafe_words.": "takes our own patterns and words",
    "workflows.steps.synthesize._allowed": "puts a text beside results",
    "workflows.faq.words.word_list": "takes the name of a list of ours",
    "workflows.faq.words.stem": "takes one word, and cuts its last letters",
    "workflows.rules.syntax.spelling._slips_of": "takes a cue word of ours",
    "workflows.workers.": "takes ids, read before",
}

# What further parameters are given, by name or by type, made of the same text.
FILLED: dict[str, Callable[[str], Any]] = {
    "str": lambda text: text,
    "bool": lambda _: False,
    "int": len,
    "likely": lambda _: 0.5,
    "start": lambda _: 0,
    "begin": lambda _: 0,
    "at": lambda _: 0,
    "bytes | bytearray": lambda text: text.encode(),
    "str | None": lambda text: text,
    "workflows.faq.documents.Document": lambda text: Document("Returns", text),
    "storage.faq_records.FaqDocument": lambda text: FaqDocument(0, "Returns", text),
    "collections.abc.Iterable[str]": lambda text: [text],
    "collections.abc.Sequence[str]": lambda text: [text],
    "collections.abc.Sequence[workflows.answers.Task]": lambda _: [Task(query_type="ProductReturn")],
    "workflows.faq.grammar.Grammar": lambda _: grammar_of("en"),
    "collections.abc.Mapping[str, str]": lambda text: {"customer": text},
    "bot.slack.faqs.entry_form.Written": lambda text: Written(text, text),
    "workflows.understanding.wanted.Place": lambda text: Place(len(text) // 2, len(text) // 2 + 4, "return"),
    "workflows.reply.Section": lambda text: Section(text=text),
    "workflows.reply.Offer": lambda text: Offer(question=text),
    "faq": lambda text: SimpleNamespace(number=7, title=text),
    "storage.records.saved_reply.SavedReply": lambda text: SavedReply(1, text, text, 0),
    "dict[str, typing.Any]": lambda _: {},
    "set[str]": lambda text: {text},
    "object": lambda text: text,
    "secrets": lambda _: ["xoxb-1", "sk-1"],
    "workspace": lambda _: fill(Workspace()),
    "documents": lambda text: (Document("A title", text),),
    "collections.abc.Sequence[workflows.faq.blocks.Block]": plain_blocks,
    "workflows.faq.sections.Section": lambda text: outline_of(Document("A title", f"a {text}"))[0],
    "workflows.faq.blocks.Block": lambda text: plain_blocks(f"a {text}")[0],
    "tuple[int, int]": lambda text: (0, len(text)),
    "others": lambda text: (Passage("forward", text, text),),
    "told": lambda text: Told((text,), text),
    "topic": lambda text: Topic(text[:200], (text[:60],), text[:100], text, text),
    "_topic": lambda text: Topic(text[:200], (text[:60],), text[:100], text, text),
    "is_name": lambda _: lambda _word: False,
    "passages": lambda text: passages_of([Document("A title", text)])[:4],
    "quotes": lambda text: [Quote(document=0, title="A title", start=0, end=len(text), text=text)],
    "workflows.faq.proof.Quote": lambda text: Quote(document=0, title="A title", start=0, end=len(text), text=text),
    "pieces": lambda text: [(0, len(text) // 2)],
    "workflows.faq.answer.AnswerRequest": lambda text: AnswerRequest(text[:200], (), (Document("A title", text),)),
    "allowed": lambda text: AllowedFacts(customer=text[:2000], records=(text[:2000],)),
    "proofs": lambda text: (text,),
    "ids": lambda _: (),
    "found": lambda _: [],
    "way": lambda _: "written",
    "awaits": lambda _: "nothing",
    "waiting": lambda _: None,
    "held": lambda _: NOTHING,
    "tuple[str, ...]": lambda text: (text,),
    "standing": lambda text: [StandingOffer(Offer(question=text, number=1), text, 1, 1, is_newest=True)],
    "tuple[str, str]": lambda text: (text, text),
    "collections.abc.Sequence[workflows.understanding.wanted.Place]": lambda text: (Place(0, len(text), "return"),),
    "tuple[workflows.understanding.wanted.Place, ...]": lambda text: (Place(len(text) // 2, len(text), "return"),),
    "places": lambda text: range(len(text) + 1),
    "spans": lambda text: [(at, at + 1, "[removed]") for at in range(0, len(text), 3)],
    "sentences": lambda text: list(sentences_of(text, 0, len(text))),
    "read": lambda text: [_Read() for _ in sentences_of(text, 0, len(text))],
    "span": lambda text: (len(text) // 2, len(text) // 2 + 1),
    "pattern": lambda _: _ASSIGNED,
    "re.Match[str]": lambda text: re.match(r"(?s).*", text),
    "frozenset[str]": lambda text: frozenset(text.split()),
    "collections.abc.Collection[str]": lambda text: (text,),
    "sentence": _Sentence,
    "list[str]": lambda text: [text],
    "risks": lambda _: HARMS,
    "secret": lambda _: True,
    "is_wanted": lambda _: lambda sentence: sentence.isascii(),
    "engine": lambda _: "rules",
    "proof": lambda text: [{"text": text, "section": text}],
    "first": lambda _: (0, 1),
    "last": lambda text: (len(text) - 1, len(text)),
}

MODULES = hostile.modules()


def _room(module: str) -> str:
    return module.rpartition(".")[0] or module


# Most modules have nothing that reads text: no row for those. Patterns are quick to read, so they stand by room.
READERS = {module.__name__: list(hostile.functions_in(module)) for module in MODULES}
ROOMS = {room: list(names) for room, names in groupby(sorted(READERS, key=_room), _room)}
# Each once. A cache without a bound keeps what is ours, as lists and trained readers by name: loaded again for each
# text they would cost more than to read it.
CACHES = {
    id(value): value
    for module in MODULES
    for value in vars(module).values()
    if isinstance(value, _lru_cache_wrapper) and value.cache_parameters()["maxsize"] is not None
}.values()


@pytest.mark.parametrize("room", ROOMS)
def test_no_pattern_reads_a_run_of_anything_more_than_once(room: str) -> None:
    assert _too_fast(reader for module in ROOMS[room] for reader in hostile.first_homes()[module]) == []


@pytest.mark.parametrize("module", [module for module, readers in READERS.items() if readers])
def test_no_function_that_reads_text_takes_more_than_its_length(module: str) -> None:
    readers = ((name, _called(function)) for name, function in READERS[module] if not _exempt(name))

    assert _too_fast(readers) == []


def _of(source: str) -> ModuleType:
    """Return a module made of a source, as if it were ours."""
    planted = ModuleType("planted")
    exec(source, planted.__dict__)  # noqa: S102 - our own text, a few lines below
    return planted


@pytest.mark.parametrize(
    "source",
    [
        r"import re; ENDS = re.compile(r'\s+$')",
        r"import re; TABLE = {'one': (re.compile(r'x'), re.compile(r'(?:,\s*|\s+)*and'))}",
        r"import re; EMOJI = [re.compile(r'(?::\w+:)+!')]",
    ],
)
def test_a_careless_pattern_in_any_kind_of_table_is_found_out(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hostile, "MOST_S", 0.1)  # a pattern as careless as these needs no half second to be seen
    planted = hostile.patterns_in(_of(source), hostile.uses(source, "planted"))

    assert len(_too_fast(planted)) == 1


def test_a_careless_function_is_found_out() -> None:
    source = "def pairs(text: str) -> int:\n    return sum(text[:at].count(' ') for at in range(0, len(text), 4))"

    planted = [(name, _called(function)) for name, function in hostile.functions_in(_of(source))]

    assert len(_too_fast(planted)) == 1


@pytest.mark.parametrize(("growth", "found"), [(2.45, False), (2.55, True)])
def test_the_first_look_at_half_the_length_lets_nothing_through(
    growth: float, found: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    share = (growth**2 - 4) / (16 - growth**2) / hostile.SMALL  # of a square beside the length, for that growth
    monkeypatch.setattr(hostile, "_seconds", lambda _, text: (len(text) + share * len(text) ** 2) * 1e-6)

    assert hostile.grows_too_fast(len, "x".__mul__) is found


def test_a_pattern_that_is_only_matched_where_it_is_told_to_is_not_searched_for() -> None:
    source = "import re\nLEAD = re.compile(r'\\s*x')\ndef reads(text: str) -> object:\n    return LEAD.match(text)"

    planted = hostile.patterns_in(_of(source), hostile.uses(source, "planted"))

    assert _too_fast(planted) == []


@pytest.mark.parametrize("name", EXEMPT)
def test_every_exemption_is_of_something_that_is_there(name: str) -> None:
    assert any(f"{reader} ".startswith(name) for reader in _all_readers())


@cache
def _all_readers() -> list[str]:
    return [found for readers in READERS.values() for found, _ in readers]


def _exempt(name: str) -> bool:
    return f"{name} ".startswith(tuple(EXEMPT))


def _called(function: Callable[..., object]) -> Read:
    """Return how a function is called with a text: what else it needs is made of the same text."""
    first, *others = inspect.signature(function).parameters.values()
    needed = [
        one for one in others if one.default is one.empty and one.kind not in (one.VAR_KEYWORD, one.VAR_POSITIONAL)
    ]
    fill = {one.name: FILLED.get(one.name) or FILLED[inspect.formatannotation(one.annotation)] for one in needed}

    def read(text: str) -> object:
        try:
            found = function(**{first.name: text}, **{name: make(text) for name, make in fill.items()})
            return list(found) if inspect.isgenerator(found) else found
        except (ValueError, LookupError, RecursionError, FrontdeskError, RequestRefused, SlackError):
            return None  # refused, and read for that
        finally:
            for cache in CACHES:
                cache.cache_clear()  # else the next text of the kind is not read at all

    return read


def _too_fast(readers: Iterable[tuple[str, Read]]) -> list[str]:
    """Return the readers that some text slows down, with that text."""
    gc.disable()
    try:
        slow = [
            (name, next((text for text, make in hostile.texts() if hostile.grows_too_fast(read, make)), None))
            for name, read in readers
        ]
    finally:
        gc.enable()
    return [f"{name} with {text} in a row" for name, text in slow if text is not None]


def _document(size: int) -> str:
    """Return an ordinary document: no sentence is in it twice."""
    sentences = (f"Pump {one} is a device that moves heat from the ground into house {one}.\n\n" for one in range(size))
    return "".join(islice(sentences, size // 70))


@pytest.mark.parametrize(
    "read",
    [
        lambda text: passages_of((Document("Pumps", text),)),
        lambda text: rules_extract.questions((Document("Pumps", text),), 5),
        lambda text: rules_extract.answer("What is pump 7?", (Document("Pumps", text),), ()),
    ],
    ids=["passages", "questions", "answer"],
)
def test_twice_the_document_takes_no_more_than_twice_the_time(read: Read) -> None:
    def afresh(text: str) -> object:
        try:
            return read(text)
        finally:
            for cache in CACHES:
                cache.cache_clear()

    assert not hostile.grows_too_fast(afresh, _document)


def _table(size: int) -> str:
    """Return one section with a row for each of so many prices."""
    rows = "".join(f"| Ticket {one} | {one} euros |\n" for one in range(size // 24))
    return f"# Help\n\n## Tickets\n\nWhat a ticket costs.\n\n| Ticket | Price |\n|---|---|\n{rows}"


def _list(size: int) -> str:
    """Return one section with an item for each of so many things."""
    items = "".join(f"- Plan {one} costs {one} euros a month.\n" for one in range(size // 34))
    return f"# Help\n\n## Plans\n\n{items}"


@pytest.mark.parametrize("make", [_table, _list])
def test_twice_the_rows_of_one_section_take_no_more_than_twice_the_time(make: Callable[[int], str]) -> None:
    def afresh(text: str) -> object:
        try:
            return rules_extract.questions((Document("Tickets", text, plain_blocks(text)),), 5)
        finally:
            for cache in CACHES:
                cache.cache_clear()

    assert not hostile.grows_too_fast(afresh, make)


@pytest.mark.parametrize(
    "unit", ["if refund ", "not return the x ", "return if not maybe ", "can i return it ", "i returned "]
)
def test_twice_the_requests_in_one_sentence_take_no_more_than_twice_the_time(unit: str) -> None:
    def afresh(text: str) -> object:
        try:
            return make_plan(text)
        finally:
            for cache in CACHES:
                cache.cache_clear()

    assert not hostile.grows_too_fast(afresh, lambda size: unit * (size // len(unit)))
