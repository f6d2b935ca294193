"""What was read in a message, as plain values: what is decided from it can be tested without reading anything."""

from workflows.answers import Answer, Classification, Task
from workflows.receipts.facts import CHECKED_LANGUAGES
from workflows.routes import RouteName
from workflows.rules.corrections.corrections import Amendment
from workflows.rules.escalation.beyond import Beyond
from workflows.rules.followups.followups import FollowUp
from workflows.rules.followups.short_answers import LacksNumber, ShortAnswer
from workflows.rules.followups.yes_no import YesNo
from workflows.rules.frame.openers import Opener
from workflows.rules.planning.candidates import Candidate

MAX_TEXT = 12_000  # characters; Slack takes 40,000; nothing a desk can act on needs more than this
CUT = "\u2026"  # the last character of a text that was longer


def cut(text: str, *, was_cut: bool = False) -> str:
    """Return a text as it may be kept, no longer than ``MAX_TEXT``. What it loses, or had lost (``was_cut``), shows."""
    if len(text) > MAX_TEXT:
        return f"{text[: MAX_TEXT - 1]}{CUT}"
    return text.ljust(MAX_TEXT, CUT) if was_cut else text


def is_cut(text: str) -> bool:
    """Tell whether a kept text was longer."""
    return len(text) == MAX_TEXT and text.endswith(CUT)


class Reading(Answer):
    """A text that is no task: the whole message, or a part of it with its ``route``.

    ``entries``: row ids of published FAQs that answer some of its questions; ``unanswered``: the others, in one line.
    ``own_numbers``: kind and number of our own records that it names. ``follow_ups``: what a part asks about things
    told before, if it says nothing else.
    """

    text: str
    route: RouteName | None = None
    only_a_person: Beyond | None = None
    own_numbers: tuple[tuple[str, str], ...] = ()
    is_impersonal: bool = False
    asks_about_returning: bool = False
    asks_about_warranty: bool = False
    entries: tuple[int, ...] = ()
    unanswered: str = ""
    follow_ups: tuple[FollowUp, ...] = ()


class Understanding(Answer):
    """What a message says. What was not read, since it decides nothing any more, is as if it were not there.

    ``classification`` None: it was settled before. ``whole``: the message as one text; else ``tasks`` and
    ``leftovers``, its parts. ``likely``: what is probably wanted and not asked for outright, in either case.
    ``beside_tasks``: what only a person can settle when the tasks are done. ``more_returns``: asked for as more of the
    same. ``short_answer``, ``lacks_number``: what it can answer to a question of ours; ``lacks``: the field
    of which it says so without being asked.

    ``text`` is as its writer means it: without what they take back in it. ``amends``: it does nothing but correct what
    was said before, ``amended`` the returns that it names so. ``instead``: what may be wanted in place of a return that
    is taken back. ``complaint``: what was said before of the invoice whose number this is. ``complaints``: what is said
    of an order, for which ``beside_tasks`` calls a person. ``only_tells``: nothing is asked, and nothing is wrong.
    ``tells_of_fault``: of an order that it names and does not ask after, something is wrong.

    Of a later message, by its trained reader: ``names``: the task it gives what was asked for to, or asks for;
    ``adds``: it only adds to what is under way; ``contradicts``: it says that what was told is not so;
    ``wants_reader``: it asks for somebody to read it; ``asks_if_changed``: if what only people do has been done;
    ``wants_ended``: what it spoke of before is to be cancelled.
    ``of_another``: an order that it asks for, or that was told, is somebody else's.

    ``confirms``: the answer to what the desk asked about a task, and what a yes ``confirmed``; ``confirms_only``: it
    says nothing beside that, else ``text`` is what it says beside it.

    ``told_danger``: it asks something in a case in which that danger was told of. ``opener``: it only opens what it
    is about. ``is_cut``: it is longer than what is kept or read of a message.
    """

    text: str
    is_cut: bool = False
    danger: Beyond | None = None
    told_danger: Beyond | None = None
    is_small_talk: bool = False
    is_bitter: bool = False
    opener: Opener | None = None
    asks_for_person: bool = False
    answer_to_thanks: str = ""
    is_thanks: bool = False
    asks: bool = False
    names_ids: bool = False
    names_invoice: bool = False
    follow_ups: tuple[FollowUp, ...] = ()
    more_returns: tuple[Task, ...] = ()
    short_answer: ShortAnswer | None = None
    lacks_number: LacksNumber | None = None
    lacks: str = ""
    amends: Amendment | None = None
    amended: tuple[Task, ...] = ()
    instead: tuple[Task, ...] = ()
    complaint: str = ""
    names: tuple[Task, ...] = ()
    adds: bool = False
    contradicts: bool = False
    wants_reader: bool = False
    asks_if_changed: bool = False
    wants_ended: bool = False
    of_another: bool = False
    classification: Classification | None = None
    by_rule: bool = False
    confirms: YesNo | None = None
    confirmed: tuple[Task, ...] = ()
    confirms_only: bool = False
    account_number: str | None = None
    only_account: bool = False
    is_split: bool = False
    whole: Reading | None = None
    tasks: tuple[Task, ...] = ()
    likely: tuple[Candidate, ...] = ()
    leftovers: tuple[Reading, ...] = ()
    beside_tasks: Beyond | None = None
    complaints: tuple[str, ...] = ()
    only_tells: bool = False
    tells_of_fault: bool = False

    @property
    def is_foreign(self) -> bool:
        """Whether no answer can be written in its language: no model read it, or no words can be checked in it."""
        if self.classification is None or self.classification.language == "en":
            return False
        return self.by_rule or self.classification.language not in CHECKED_LANGUAGES

    @property
    def wants_a_person(self) -> bool:
        """Whether the writer asks for a person, or is too angry to talk to anything else."""
        return self.classification is not None and (self.classification.wants_human or self.classification.angry)

    @property
    def entries(self) -> tuple[int, ...]:
        """The published FAQs that it is to be answered from."""
        read = (*self.leftovers, *((self.whole,) if self.whole else ()))
        return tuple(entry for one in read for entry in one.entries)
