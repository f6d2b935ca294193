"""What can happen: the steps of a sequence, how they read when one fails, and how sequences are drawn."""

from dataclasses import dataclass
from typing import Literal, get_args

from hypothesis import strategies as st

from tests.properties.wire import Outcome

Place = Literal["channel", "thread", "dm"]
# {} is a word that is in no other text: of a deleted message it must stand nowhere afterwards. Names of products stay.
TEXTS = (
    "I want to return the 'SuperWidget 5000', it hums like a {}",
    "Invoice #INV-7890 is too high, says my {}",
    "Where is my order #A-12345? My {} waits for it",
    "Invoice #INV-7890 is too high, says my {}. Also I want to return the 'MegaWidget 9', it hums.",
    "Invoice #INV-4711 is too high. Where is my order #A-12345? I want to return the 'SuperWidget 5000', it is {}.",
    "I want to return something because it hums like a {}",
    "the 'MegaWidget 9'",
    "There is a mistake in my invoice, says my {}",
    "INV-4711",
    "hello",
    "thanks",
    "What can you do?",
    "My laptop crashes since I have a {}",
    "I want to talk to a human, says my {}",
    "never mind",
    "How does RMA-100016 stand?",
    "a {} of mine",
    "about a return",
    "it is A-12345",
    "has it been shipped?",
    "I want to return",
    "my invoice is too high",
    "it hums like a {}",
)
TASKS = TEXTS[:6]
LINES = (6, 8, 9, 10, 16, 17, 18, 19)  # texts that are no whole request
PARTS = (6, 20, 8, 21, 6, 20, 8, 21, 18, 16, 17, 14, 22)  # no small talk either: the answer waits for more of them


@dataclass(frozen=True, slots=True)
class Say:
    """The customer writes; in ``thread``: in that of message ``of``. ``late``: Slack delivers it later."""

    text: int = 0
    place: Place = "channel"
    of: int = 0
    late: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """The customer edits message ``of``."""

    of: int
    text: int
    late: bool = False


@dataclass(frozen=True, slots=True)
class Delete:
    """The customer deletes message ``of``."""

    of: int
    late: bool = False


@dataclass(frozen=True, slots=True)
class Arrive:
    """What was to come late comes: the event ``nth`` of those."""

    nth: int = 0


@dataclass(frozen=True, slots=True)
class Again:
    """Slack delivers the event ``nth`` of all again."""

    nth: int


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of staff does this with the case of message ``of``."""

    does: Literal["write", "claim", "resolve", "reopen", "hand back"]
    of: int = 0


@dataclass(frozen=True, slots=True)
class Look:
    """A member of staff opens the case of message ``of``; what they resolve next they resolve as they saw it then."""

    of: int = 0


@dataclass(frozen=True, slots=True)
class CancelReturn:
    """The customer presses "Cancel this return" under the answer ``nth`` that has the button."""

    nth: int = 0


@dataclass(frozen=True, slots=True)
class Stop:
    """The customer presses Stop in the thread in which message ``of`` is being answered."""

    of: int = 0


@dataclass(frozen=True, slots=True)
class Trouble:
    """The next post of ours, of whatever kind, meets this at Slack."""

    what: Outcome


@dataclass(frozen=True, slots=True)
class Hold:
    """Slack takes its time over the next reply, until ``GoOn`` or the death of the process."""


@dataclass(frozen=True, slots=True)
class Busy:
    """Slack asks to slow down whenever a reply comes, until ``GoOn``."""


@dataclass(frozen=True, slots=True)
class Stall:
    """The next job that commits waits at its commit ``commit``, until ``GoOn`` or the death of the process."""

    commit: int = 1
    kept: bool = False


@dataclass(frozen=True, slots=True)
class GoOn:
    """What is held, busy or stalled goes on; a held reply with this outcome."""

    outcome: Outcome = "taken"


@dataclass(frozen=True, slots=True)
class DieAt:
    """The process dies at its commit ``commit`` from now on, and starts again."""

    commit: int = 1
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Die:
    """The process dies now, and starts again; ``arrived``: a reply that is held reaches Slack all the same."""

    arrived: bool = False


@dataclass(frozen=True, slots=True)
class Restart:
    """The process is stopped, and starts again."""


@dataclass(frozen=True, slots=True)
class Pass:
    """Time passes, and what is due is done."""

    hours: float = 1


@dataclass(frozen=True, slots=True)
class Pause:
    """The customer pauses for so long, and what is due is done."""

    seconds: float = 5


Step = (
    Say
    | Edit
    | Delete
    | Arrive
    | Again
    | Staff
    | Look
    | CancelReturn
    | Stop
    | Trouble
    | Hold
    | Busy
    | Stall
    | GoOn
    | DieAt
    | Die
    | Restart
    | Pass
    | Pause
)

_FEW = st.integers(0, 3)
_LAST = st.sampled_from((0, 0, 0, 1))  # most often the message that was said last
_TEXT = st.one_of(st.integers(0, len(TASKS) - 1), st.integers(0, 19))
_PLACE = st.sampled_from(get_args(Place))
_OUTCOME = st.sampled_from(get_args(Outcome))
_STAFF = st.sampled_from(("write", "claim", "resolve", "reopen", "hand back"))
_SAY = st.builds(Say, _TEXT, _PLACE, _FEW)
_CHANGE = st.one_of(
    st.builds(Edit, _LAST, _TEXT),
    st.builds(Edit, _LAST, _TEXT),
    st.builds(Delete, _LAST),
    st.builds(Staff, _STAFF, _LAST),
    st.builds(Staff, st.sampled_from(("claim", "resolve")), _LAST),
    st.builds(CancelReturn, _FEW),
    st.builds(Stop, _LAST),
)
_OTHER = st.one_of(
    st.builds(Say, _TEXT, _PLACE, _FEW, st.just(value=True)),
    st.builds(Edit, _LAST, _TEXT, st.just(value=True)),
    st.builds(Delete, _LAST, st.just(value=True)),
    st.builds(Arrive, _FEW),
    st.builds(Again, st.integers(0, 7)),
    st.builds(Trouble, _OUTCOME),
    st.builds(DieAt, st.integers(1, 6), st.booleans()),
    st.builds(Pass, st.sampled_from((0.6, 1, 73))),
)


def _episode(*parts: st.SearchStrategy[list[Step]]) -> st.SearchStrategy[list[Step]]:
    return st.tuples(*parts).map(lambda drawn: [step for part in drawn for step in part])


def _single(strategy: st.SearchStrategy[Step]) -> st.SearchStrategy[list[Step]]:
    return st.tuples(strategy).map(list)  # as a tuple it is one alternative, however many it has itself


_ONE = _single(st.one_of(_SAY, _SAY, _CHANGE, _OTHER))
# Most faults need something to happen while an answer is under way, or before its message: drawn as one, they are met
# often enough.
_UNDER_WAY = _episode(
    _single(
        st.one_of(
            st.just(Hold()),
            st.just(Busy()),
            st.builds(Stall, st.integers(1, 3), st.booleans()),
            st.sampled_from((Stall(1, kept=True), Stall(2))),  # the work is done, and no reply is planned
        )
    ),
    _single(st.builds(Say, st.integers(0, len(TASKS) - 1), _PLACE, _FEW)),
    st.lists(_CHANGE, min_size=1, max_size=2),
    _single(
        st.one_of(
            st.builds(GoOn, _OUTCOME), st.builds(Die, st.booleans()), st.builds(Die, st.booleans()), st.just(Restart())
        )
    ),
)
_EARLY = _episode(
    _single(st.builds(Say, _TEXT, _PLACE, _FEW, st.just(value=True))),
    st.lists(st.one_of(st.builds(Edit, st.just(0), _TEXT), st.builds(Delete, st.just(0))), min_size=1, max_size=2),
)

_LINE = st.sampled_from(LINES)
_BURST = _episode(
    st.lists(st.builds(Say, _LINE, _PLACE, _FEW, st.sampled_from((False, False, True))), min_size=2, max_size=4),
    st.lists(
        st.one_of(
            st.builds(Edit, _FEW, _TEXT, st.booleans()),
            st.builds(Delete, _FEW, st.booleans()),
            st.builds(Again, st.integers(0, 7)),
            st.builds(Arrive, _FEW),
            st.builds(Pause, st.sampled_from((3, 5, 13))),
            st.builds(Die),
        ),
        max_size=3,
    ),
    st.lists(st.builds(Say, _TEXT, _PLACE, _FEW), max_size=2),
)

SEQUENCES = st.lists(st.one_of(_UNDER_WAY, _EARLY, _BURST, _ONE, _ONE), min_size=2, max_size=8).map(
    lambda pieces: [step for piece in pieces for step in piece]
)

_PART = st.sampled_from(PARTS)
_IN_THE_WAIT = st.one_of(
    st.builds(Edit, _FEW, _PART, st.booleans()),
    st.builds(Edit, _FEW, _PART, st.booleans()),
    st.builds(Delete, _FEW, st.booleans()),
    st.builds(Again, st.integers(0, 7)),
    st.builds(Arrive, _FEW),
    st.builds(Trouble, _OUTCOME),
    st.builds(DieAt, st.integers(1, 4), st.booleans()),
    st.just(Die()),
    st.just(Restart()),
)


def _burst_at(place: Place) -> st.SearchStrategy[list[Step]]:
    line = st.builds(Say, _PART, st.just(place), st.just(0), st.booleans())
    return st.lists(st.one_of(line, line, _IN_THE_WAIT), min_size=2, max_size=7)


# What is said, changed, lost and delivered in any order before its answer is due: the clock stands still meanwhile.
BURSTS = _episode(_burst_at("channel"), st.one_of(st.just([]), _burst_at("dm")))
