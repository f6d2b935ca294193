"""The questions that labels with values and rows of tables answer: prices, times, what an error means."""

import re
from collections.abc import Callable, Iterator, Sequence

from workflows.faq.heading_parts import Topic
from workflows.faq.heading_questions import question_of
from workflows.faq.what_sums_are import Told, is_sold, is_sum, is_thing
from workflows.faq.wording import MASS, act_of_gerund, flipped, is_plural, listed
from workflows.language.lazy import lazy

IsName = Callable[[str], bool]

_DAY = lazy(
    r"^(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?s?\b|^(?:weekdays?|weekends?|daily"
    r"|public holidays?|holidays?)\b",
    re.IGNORECASE,
)
_LABEL = lazy(r"^[^\W\d_][\w' /&()-]{1,60}$")
_MONEY = lazy(r"[$\u20ac\u00a3]|\b(?:euros?|dollars?|pounds?|EUR|USD|GBP|CHF|free)\b", re.IGNORECASE)
_PRICE = lazy(r"\b(?:prices?|costs?|fees?|rates?|charges?|tariffs?|amount)\b|^[$\u20ac\u00a3]", re.IGNORECASE)
_CLAUSE = lazy(r",| or | not | and |:")
_TELLS = lazy(
    r"\b(?:terms?|periods?|deadlines?|limits?|capacity|sizes?|weights?|minimum|maximum|ages?|hours|length"
    r"|width|height|power"
    r"|voltage|notice|deposits?|discounts?|temperatures?|speed|settings?|cover|excess|points|bonus|interval|dose|amount"
    r"|validity|renewals|distance|range|dimensions|times?|allowance|address|rules?|requirements?|exceptions?"
    r"|programme)$",
    re.IGNORECASE,
)
_CLOCK = lazy(
    r"\b(?:a\.?m|p\.?m)\b|\d:\d\d|\bo'clock\b|\b(?:from|until|by|after|before) \d{1,2}\b|\bnoon\b", re.IGNORECASE
)
_COUNTED = lazy(r"\b(?:limit|number|items|users|max(?:imum)?|min(?:imum)?|deposit|discount|saving)\b", re.IGNORECASE)
_TIME = lazy(
    r"^(?:delivery|usual|shipping|processing|turnaround|lead|repair|waiting|arrival)? ?(?:time|duration)$"
    r"|^(?:duration|takes|how long)$",
    re.IGNORECASE,
)
_TROUBLE = lazy(r"^(?:problems?|symptoms?|faults?|issues?|what happens|if|situation|trouble)\b", re.IGNORECASE)
_CODE = lazy(
    r"^(?:(?:error|fault|status) )?(?:codes?|messages?|errors?|display|lights?|signals?|status|symbols?)\b",
    re.IGNORECASE,
)
_REMEDY = lazy(r"(?:what to do|action|remedy|solution|fix|what you can do|how to fix it|do this)\b", re.IGNORECASE)
_VERB = lazy(
    r"\b(?:is|are|does|do|has|have|will|won't|not|cannot|can|keeps?|stays?|leaks?|stops?|makes?|shows?"
    r"|blinks?|flashes|smells?|feels?|looks?|\w+s)\b"
)
_NUMBER_OF = lazy(r"number of ([a-z][a-z -]{2,30}s)$", re.IGNORECASE)
_PER = lazy(r"\w+ ((?:per|for each|in each|a) [a-z]{3,20})\b")
_AT_A_TIME = lazy(
    r"\b(?:check-?(?:in|out)|arrivals?|departures?|breakfast|lunch|dinner|collections?|deliver(?:y|ies)|pick-?up|hours"
    r"|times?|opening|closing|start|end|entry|admission|service|visits?|tours?|class(?:es)?|meetings?)$",
    re.IGNORECASE,
)
_LONG_NUMBER = lazy(r"\d[\d ]{5,}\d|@")  # of a telephone, not a measure
_THING_FIRST = lazy(r"[A-Z][a-z]+(?: [a-z]+){0,2}, ")
_DEED = lazy(r"[A-Z]\w{2,20} of (?:the|your|our|a|an) ")
_LIKE_YOU = lazy(r"(?:us[ei]|uni|eu|one\b|once\b)", re.IGNORECASE)
_KINDS = lazy(r"\b(?:ride|pass|ticket|card|subscription|membership|plan|package|course|class|room)s?$", re.IGNORECASE)
_GROUPS = frozenset(("group", "category", "section", "department", "area"))
_KNOWN = frozenset(
    (
        "a",
        "an",
        "the",
        "my",
        "your",
        "i",
        "it",
        "no",
        "nothing",
        "something",
        "there",
        "one",
        "nobody",
        "somebody",
        "you",
    )
)
_SIZES = frozenset(("small", "medium", "large", "extra", "standard", "basic", "other", "replacing", "up"))
_KIND = frozenset(
    (
        "plan",
        "membership",
        "package",
        "tariff",
        "zone",
        "ticket",
        "pass",
        "model",
        "room",
        "course",
        "class",
        "service",
        "subscription",
        "tier",
        "option",
        "level",
        "size",
        "category",
        "group",
        "type",
        "edition",
        "box",
        "crate",
        "tour",
        "permit",
    )
)


def question_of_value(  # noqa: PLR0911 - one return a kind of value
    label: str, value: str, thing: str | None, is_name: IsName, told: Told
) -> str | None:
    """Return what a label with its value answers; ``thing``: what it is a value of, if that is known."""
    if counted := _NUMBER_OF.match(label):
        per = _PER.match(value)
        return f"How many {flipped(counted[1])} are there {per[1]}?" if per else None
    if _DAY.search(label) or not _LABEL.match(label) or label.lower() in listed("general") or len(label.split()) > 6:
        return None
    named = _named(label, is_name)
    many = is_plural(named.split()[-1])
    be, of = ("are" if many else "is"), (f" of {thing}" if thing else "")
    found = question_of(Topic(label, (), "", "", value))
    # A value says when or how much, not how something works.
    priced = found is not None and found.startswith("Can I ") and is_sum(value)
    if found and not priced and not found.startswith(("How do ", "How does ", "What happens", "What are the rules")):
        return f"{found[:-1]}{of}?" if found.startswith(("What is the ", "What are the ")) else found
    if _MONEY.search(value):
        return _how_much(label, value, named, told)
    if _CLOCK.search(value):
        return f"When {be} {flipped(named)}?" if _AT_A_TIME.search(label) else None
    if _LONG_NUMBER.search(value):
        return None
    if not (_TELLS.search(label) or (re.search(r"\d", value) and len(label.split()) < 4)):
        return None
    return f"What {be} the {flipped(named)}{of}?" if of or _TELLS.search(label) else None


def without_group(cells: Sequence[str]) -> Sequence[str]:
    """Return a row without its first column, if that only says which group of rows it is in."""
    return cells[2:] if len(cells) >= 6 and cells[0].strip().lower() in _GROUPS else cells


def _how_much(label: str, value: str, named: str, told: Told) -> str | None:
    """Ask for a sum as what it is: a price where a heading or the label says so, a deposit, a permit; else not."""
    many = is_plural(named.rsplit(maxsplit=1)[-1])
    if not is_sum(value) or not is_thing(label):
        return None
    thing = named if many else with_article(named)
    sum_of_label = _PRICE.search(label) or label.lower().split()[-1] in listed("sums")
    if sum_of_label or is_sold(label):
        return f"How much {'are' if many else 'is'} {thing if many or not sum_of_label else f'the {named}'}?"
    if other := told.other():
        return f"How much is the {other} for {thing}?"
    if (sold := told.sold()) and told.is_price() and many:
        return f"How much is a {sold} for {thing}?"
    return f"How much {'are' if many else 'is'} {thing}?" if told.is_price() else None


def question_of_label(label: str, thing: str | None) -> str | None:
    """Return what a bare word that names a measure asks for: "Weight?" is "What is the weight of the kettle?"."""
    if not _TELLS.search(label):
        return None
    plain = label.lower()
    return f"What {'are' if is_plural(plain) else 'is'} the {plain}{f' of {thing}' if thing else ''}?"


def question_of_cell(  # noqa: C901, PLR0911, PLR0912 - one branch a kind of column
    cells: Sequence[str], is_name: IsName, told: Told
) -> Iterator[tuple[str, int]]:
    """Yield the questions that a row answers, with their ranks: by its first columns that tell something."""
    if len(cells) < 4:
        return
    kind, label = cells[0].strip(), cells[1].strip().rstrip(".")
    if not label or _DAY.match(label) or len(label) > 90:
        return
    if _TROUBLE.match(kind):
        plain = _of_the_thing(_named(label, is_name))
        yield (f"What should I do if {flipped(plain)}?" if _VERB.search(plain) else f"What can I do about {plain}?"), 2
        return
    if _CODE.match(kind):
        remedy = f"What should I do if I see {_coded(kind, label)}?" if _REMEDY.match(cells[2]) else ""
        yield remedy or f"What does {_coded(kind, label)} mean?", 2
        return
    first, either, _ = label.partition(" or ")
    if either and is_plural(first.split()[-1]):
        return  # "Trousers or skirt": how many that are is not said
    if not is_thing(label):
        if (verb := told.paid_back()) and any(is_sum(cell) for cell in cells[3::2]) and _THING_FIRST.match(label):
            yield f"How much do you {verb} at most for {_paid_for(label, is_name)}?", 2
        return
    if (verb := told.paid_back()) and any(is_sum(cell) for cell in cells[3::2]):
        yield f"How much do you {verb} at most for {_paid_for(label, is_name)}?", 2
        return
    if (
        kind.lower().rstrip("s") not in _KIND
        and label.split()[0].lower() in _SIZES
        and (len(label.split()) == 1 or "(" in label.split()[1])
    ):
        return
    named = _row_named(kind, label, is_name)
    known = named if is_plural(label.split()[-1]) or named.startswith("the ") else f"the {_named(label, is_name)}"
    do = "do" if is_plural(label.split()[-1].strip("()")) and not named.startswith("the ") else "does"
    for header, cell in zip(cells[2::2], cells[3::2], strict=False):
        if _is_price(header, cell, kind, told):
            yield f"How much {do} {named} cost?", 2
        elif _TIME.match(header):
            goods = do == "do" and label.split()[-1].lower() not in listed("works")
            yield (f"How long does it take for {named}?" if goods else f"How long {do} {named} take?"), 2
        elif _is_told(header, label):
            be = "are" if is_plural(header.split()[-1]) else "is"
            yield f"What {be} the {_named(header, is_name)} for {known}?", 3


def _of_the_thing(plain: str) -> str:
    """Return what is wrong with its article: "display is blank" is "the display is blank"."""
    verb = _VERB.search(plain)
    subject = plain[: verb.start()].split() if verb else []
    known = not 1 <= len(subject) <= 2 or not plain[0].islower() or subject[0] in _KNOWN
    if known or is_plural(subject[-1]) or MASS.search(subject[-1]):
        return plain
    return f"the {plain}"


def _is_told(header: str, label: str) -> bool:
    """Say whether a header names a measure or the like, and a label a thing that has one."""
    if not _TELLS.search(header) or not re.fullmatch(r"[\w' /-]{3,40}", header) or len(header.split()) > 4:
        return False
    return len(label.split()) <= 4 and re.search(r"[a-z]", label) is not None and not _CLAUSE.search(label)


def _paid_for(label: str, is_name: IsName) -> str:
    """Return what is paid for, without what limits it: "a hotel room" of "Hotel room, per night"."""
    return with_article(_named(label.split(",", maxsplit=1)[0].strip(), is_name))


def _is_price(header: str, cell: str, kind: str, told: Told) -> bool:
    """Say whether a cell is the price of its row, by its column, its table or the headings over it."""
    if _COUNTED.search(header):
        return False
    if _PRICE.search(header):
        return re.search(r"\d|free|included", cell) is not None
    priced = told.is_price() or is_sold(kind) or kind.lower().rstrip("s") in _KIND
    return priced and is_sum(cell) and not _TIME.match(header)


def _coded(kind: str, label: str) -> str:
    word = re.sub(r"\b(?:codes?|messages?)$", "", kind.lower()).strip().rstrip("s")
    if re.search(r"\d", label) or label.isupper():
        return label if (named := word or "code") in label.lower() else f"{named} {label}"
    return f"the {kind.lower().rstrip('s')} \u201c{label}\u201d"


def _row_named(kind: str, label: str, is_name: IsName) -> str:
    """Return what a row is about, as a question words it: "the Basic plan", "a new key", "standard delivery"."""
    word = kind.lower().rstrip("s")
    if word in _KIND and word not in label.lower() and not _KINDS.search(label) and len(label.split()) <= 3:
        return f"the {label} {word}"
    if _DEED.match(label):
        return f"the {_named(label, is_name)}"
    return with_article(_named(label, is_name))


def with_article(named: str) -> str:
    """Return a thing as a question names it: "a new key", "standard delivery", "the Family box"."""
    words = named.split()
    bare = (
        re.sub(r" ?\(.*$| (?:for|of|to|per|in|on|with|from|over|under|up|by|at) .*$|,.*$", "", named).split() or words
    )
    plain = is_plural(bare[-1]) or words[0].lower() in {
        "a",
        "an",
        "the",
        "your",
        "my",
        "each",
        "every",
        "any",
        "up",
        "over",
        "under",
        "first",
        "all",
    }
    plain = plain or act_of_gerund(words[0]) is not None
    if not plain and named[0].isupper() and len(words) > 1 and bare[-1].isalpha() and bare[-1].islower():
        return flipped(named) if MASS.search(bare[-1]) else f"the {flipped(named)}"
    if plain or MASS.search(bare[-1]) or named[0].isupper() or named[0].isdigit() or "/" in named or " and " in named:
        return flipped(named)
    return f"{'an' if named[0] in 'aeiou' and not _LIKE_YOU.match(named) else 'a'} {named}"


def _named(label: str, is_name: IsName) -> str:
    """Return a label in small letters but for names."""
    words = label.split()
    found = [
        word if at and not word.istitle() else word if is_name(word) else f"{word[0].lower()}{word[1:]}"
        for at, word in enumerate(words)
    ]
    return " ".join(found)
