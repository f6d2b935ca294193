"""The question that a heading announces, as help centres ask it: "Delivery times" is "How long does delivery take?".

What a table or a form does not say is not asked: "What should I know about X?" is no question that anybody has.
"""

import re
from collections.abc import Sequence

from workflows.faq.heading_parts import ASKS, MARKED, ODD, Topic, framed, product_of, small, thing_above
from workflows.faq.noun_headings import MONEY_HEADS, PRICED, TOLD_TO, noun_question
from workflows.faq.own_questions import own_question
from workflows.faq.question_form import flaw_of_question
from workflows.faq.reasons import POINTS
from workflows.faq.ways import asked_of_act, asked_of_amends, done_by_others, tells_payment, tells_rules
from workflows.faq.wording import MASS, act_of_gerund, flipped, is_plural, listed, tables, written_out
from workflows.language.lazy import lazy

_AWAY = lazy(r"when you are (?:away|abroad|ill|out|on [a-z]+|not [a-z]+|at [a-z]+)$", re.IGNORECASE)
_JOINED = lazy(
    r"(?P<act>[a-z]+ing (?:the|your|our|my|a|an) [\w -]{2,40}?) (?:and|or) (?!the |your |our |my |an? )[\w -]+$"
)
_OR_GERUND = lazy(r" (?P<or>and|or) (?P<act>[a-z]+ing)(?= (?:it|them|the|your|our|a|an)\b)")
_ORDERED = lazy(r"\b(?P<what>order|booking|reservation|appointment|subscription|contract)s?\b", re.IGNORECASE)
_PARTICLES = frozenset(("up", "in", "out", "off", "on", "down", "away", "over", "back"))
# What needs no object: "How do I check in?", but not "How do I set up?".
_ALONE = frozenset(
    (
        *(
            "check in",
            "check out",
            "log in",
            "log out",
            "sign in",
            "sign up",
            "sign out",
            "opt out",
            "opt in",
            "move in",
        ),
        *("move out", "call back", "get in", "book", "pay", "cancel", "register", "join", "apply", "order", "park"),
        *("reserve", "renew", "arrive", "leave", "subscribe", "enter", "return", "start", "stop"),
    )
)
_RULES = "What are the rules "
_WHEN_IT_IS = lazy(r"when (?:we|you) (?!can|may|must|should|will|are|have|do\b)", re.IGNORECASE)
_TROUBLE = lazy(r"\b(?:wrong|troubleshooting|troubles?|problems?|faults?|errors?|issues?|fails?)\b", re.IGNORECASE)
_SOMETHING_DOES = lazy(
    r"(?:the|my|your|a|an|no|nothing) [\w-]+(?: [\w-]+){0,2}? [a-z]+s "
    r"(?!(?:of|on|in|for|at|and|or|to|from|with|by|explained)\b)[\w' -]{1,40}$",
    re.IGNORECASE,
)
_MINE = lazy(
    r"(?:i|my [a-z][\w -]{1,30}?) "
    r"(?:am|is|was|are|were|have|has|had|cannot|lost|forgot|do|did|does|can (?:smell|see|hear|feel)|never|no longer) ",
    re.IGNORECASE,
)
_PHONE = lazy(r"\d[\d -]{4,}\d")
_OF_PLAIN = lazy(
    r"(?:ring|call|phone|contact|see|tell|write to|do not \w+|stop \w+) [\w' -]{0,40}?(?:if|when)$", re.IGNORECASE
)
_AND_NOT = lazy(r",? (?:and|or) what (?:you|we|is|are) (?:do |can |cannot )?not$")
MOST_WORDS = 14
MOST_CHARS = 160
FIRST_CHARS = 200  # of a section, which are read for what its heading does something to
_AUXILIARY = r"(?:is|are|was|were|do|does|can|could|may|must|should|will|would|has|have)"
_PERSON = r"(?:you|we|i|they|it|customers?|members?|guests?|visitors?|users?|students?)"
_ARTICLE = frozenset(
    ("a", "an", "the", "your", "my", "our", "us", "in", "out", "up", "off", "to", "with", "from", "for", "on", "at")
)


def question_of(topic: Topic) -> str | None:  # noqa: PLR0911 - one return a reason
    """Return what a reader under a heading wants to know; None for headings that announce no question. Untrusted."""
    if len(topic.heading) > MOST_CHARS:
        return None
    heading = MARKED.sub("", " ".join(topic.heading.split())).strip(" .:\u2013\u2014-")
    heading = _AND_NOT.sub("", written_out(heading))
    words = heading.split()
    if not words or len(words) > MOST_WORDS or ODD.search(heading):
        return None
    if heading.endswith("?"):
        return own_question(heading, topic)
    plain = small(words, topic.document)
    key = plain.lower()
    for found in (_under_prices(plain, topic), _whole(key, topic), _under(key, topic)):
        if found:
            return found
    if key in listed("general") or len(key) < 3 or key == "what we do":
        return None
    ways = (_code, _asked, _clause, _state, _act, _relative, noun_question)
    found = next((found for way in ways if (found := way(plain, topic))), None)
    if found is None:
        return None
    # What only points to words around it staff may mend; what is no sentence is of no use to them.
    return framed(found) if flaw_of_question(framed(found)) in {None, POINTS} else None


def _whole(key: str, topic: Topic) -> str | None:
    found = str(tables()["whole"].get(key, ""))
    if key == "what we do":
        return asked_of_amends(topic.text)
    if found.startswith(_RULES) and not tells_rules(topic.text):
        return None
    if found == "How can I pay?" and not tells_payment(topic.text):
        return None  # "Direct debits are taken on the 3rd."
    if found.endswith("phone number?") and not _PHONE.search(topic.text):
        return None  # "Your number stays the same."
    return found or None


def _under_prices(plain: str, topic: Topic) -> str | None:
    """Read "Storage" under "Charges": what is named there has a price, if a price stands in its text."""
    above = topic.above[-1].split() if topic.above else []
    words = plain.split()
    if not above or above[-1].lower().strip(".:") not in MONEY_HEADS or not 1 <= len(words) <= 3:
        return None
    thing = MASS.search(words[-1]) or is_plural(words[-1]) or words[-1] in listed("works")
    if (
        not thing
        or words[-1] in MONEY_HEADS
        or (len(words) > 1 and act_of_gerund(words[0]))
        or not PRICED.search(topic.text)
    ):
        return None
    return f"How much {'do' if is_plural(words[-1]) else 'does'} {flipped(plain)} cost?"


def _under(key: str, topic: Topic) -> str | None:
    found = tables()["under"].get(key)
    above = thing_above(topic)
    if found is None or above is None:
        return None
    asked = str(found).format(topic=above)
    return asked.replace(f" does {above} ", f" do {above} ") if is_plural(above.split()[-1]) else asked


def _asked(plain: str, topic: Topic) -> str | None:  # noqa: PLR0911, C901 - one return a form
    """Read headings that are questions but for their order: "How to pay", "What we cover", "When you can cancel"."""
    if not ASKS.match(plain):
        return None
    if found := re.match(r"what (you|we) (?:cannot|can not) (.+)$", plain, re.IGNORECASE):
        return f"What can {'I' if found[1].lower() == 'you' else 'you'} not {flipped(found[2])}"
    if _WHEN_IT_IS.match(plain) and topic.text.startswith(("If ", "When ")):
        return f"What happens {flipped(plain)}"
    if found := re.match(r"how to (.+)$", plain, re.IGNORECASE):
        return f"How do I {flipped(found[1])}"
    if found := re.match(r"(who|what) ((?:the|this|these|our|your) [\w -]{2,30}?) (is|are) for$", plain, re.IGNORECASE):
        return f"{found[1]} {found[3]} {flipped(found[2])} for"
    if _AWAY.match(plain):
        return f"What should I do {flipped(plain)}"
    if found := re.match(r"(what|where|when|who|which [\w -]{2,30}?) (?:not )?to (.+)$", plain, re.IGNORECASE):
        should = "can" if found[1].lower() == "where" else "should"
        negated = "not " if " not to " in plain.lower() else ""
        return f"{found[1]} {should} I {negated}{flipped(found[2])}"
    if re.match(
        rf"(?:what|who|where|when|why|how|which)(?: (?!{_PERSON}\b)[\w-]+)? {_AUXILIARY} ", plain, re.IGNORECASE
    ) and (
        re.match(rf"\w+ {_AUXILIARY} {_PERSON}\b", plain, re.IGNORECASE)
        or not re.match(r"(?:when|how|why|where) ", plain, re.IGNORECASE)
    ):
        return flipped_question(plain)
    if found := re.match(
        rf"(how long|how much|how often|what|when|where|why|how|which [\w -]+?) ({_PERSON}) ({_AUXILIARY}) (.+)$",
        plain,
        re.IGNORECASE,
    ):
        return f"{found[1]} {_turned(found[3], found[2])} {flipped(found[4])}"
    if found := re.match(
        r"(how long|how much|how often|what|when|where|why|how) (you|we|i) (\w+)(.*)$", plain, re.IGNORECASE
    ):
        who = "I" if found[2].lower() != "we" else "you"
        return f"{found[1]} do {who} {found[3]}{flipped(found[4])}"
    if found := re.match(
        r"(how long|how much|how|when|where) (?:(the|your|our|an?) )?([\w' -]{2,40}?) (works?|takes?|lasts?"
        r"|costs?|starts?|ends?|applies|apply)\b(.*)$",
        plain,
        re.IGNORECASE,
    ):
        base = {
            "works": "work",
            "takes": "take",
            "lasts": "last",
            "costs": "cost",
            "starts": "start",
            "ends": "end",
            "applies": "apply",
        }
        verb = found[4].lower()
        does = "do" if verb == base.get(verb, verb) else "does"
        thing = flipped(" ".join(filter(None, (found[2], found[3]))))
        return (
            None
            if thing in {"it", "this", "they"}
            else f"{found[1]} {does} {thing} {base.get(verb, verb)}{flipped(found[5])}"
        )
    if re.match(r"(?:who|what) \w+s \w", plain, re.IGNORECASE) and not re.match(r"what \w+s (?:you|we|i)\b", plain):
        return flipped_question(plain)
    return None


def flipped_question(plain: str) -> str:
    """Return a question in the words of whoever asks; who is spoken to is the company."""
    return flipped(plain).replace(" are I ", " am I ").replace(" is I ", " am I ").replace("am you", "are you")


def _turned(auxiliary: str, person: str) -> str:
    who = {"you": "I", "we": "you", "i": "I"}.get(person.lower(), person)
    auxiliary = {"are": "am", "were": "was"}.get(auxiliary, auxiliary) if who == "I" else auxiliary
    if auxiliary == "have" and who in {"I", "you"}:
        return f"do {who} have"
    return f"{auxiliary} {who}"


def _code(plain: str, _topic: Topic) -> str | None:
    """Read "Error E2"."""
    found = re.fullmatch(r"(?:(?:error|fault) )?(?:error|fault|code|message) [A-Z]{0,3}-?\d{1,5}", plain, re.IGNORECASE)
    return f"What does {plain} mean" if found else None


def _clause(plain: str, _topic: Topic) -> str | None:
    """Read "If your parcel is late", "Before you start", "When you arrive", "Ring us at once if"."""
    if _OF_PLAIN.match(plain):
        act = re.sub(r" (?:if|when)$", "", plain)
        return f"When should I {flipped(act)}" if not act.lower().startswith(("do not", "stop")) else None
    if found := re.match(r"(?:what )?if (.+)$", plain, re.IGNORECASE):
        return f"What happens if {flipped(found[1])}"
    if found := re.match(r"(before|after|when|while|once) (you|your|the|we|our) (.+)$", plain, re.IGNORECASE):
        rest = flipped(f"{found[2]} {found[3]}")
        if found[1].lower() == "before":
            return f"What do I need to do before {rest}"
        return f"What happens {found[1].lower()} {rest}"
    return None


def _state(plain: str, topic: Topic) -> str | None:
    """Read "Something is missing", "Your box has not come", "I was billed twice", "The display shows E1" of faults."""
    trouble = _TROUBLE.search(" ".join(topic.above[-1:])) is not None and _SOMETHING_DOES.match(plain)
    if trouble or _MINE.match(plain):
        return f"What should I do if {flipped(plain)}"
    found = re.match(
        r"(?:something|somebody|someone|nobody|(?:the|your|our|my|an?) [a-z][\w -]{1,30}?) "
        r"(?:is|are|was|were|has|have|does|do|cannot|will) ",
        plain,
        re.IGNORECASE,
    )
    if found is None or "," in plain:
        return None
    return f"What {'should I do' if TOLD_TO.search(topic.text[:400]) else 'happens'} if {flipped(plain)}"


def _act(plain: str, topic: Topic) -> str | None:  # noqa: PLR0911 - one return a form
    """Read "Returning an item" and "Return an item"; also two acts, "Changing or cancelling a booking"."""
    words = _of_one_kind(plain).split()
    first = act_of_gerund(words[0])
    if len(words) > 1 and words[1] in {"here", "there"}:
        return None
    if found := _bare_act(words, topic):
        return found
    acts = [act_of_gerund(word) for word in words if word not in {"and", "or", "&"}]
    if 2 <= len(acts) == len(words) - 1 and all(one in _ALONE for one in acts):
        return f"How do I {' and '.join(filter(None, acts))}"
    second = act_of_gerund(words[2]) if len(words) > 2 and words[1] in {"and", "or", "&"} else None
    if first and second:
        rest = " ".join(words[3:]) or _ordered(topic.text)
        return f"How do I {first} or {second}{' ' + flipped(rest) if rest else ''}" if rest else None
    if first and len(words) > 1 and all(word in _PARTICLES for word in words[1:]):
        whole = " ".join([first, *words[1:]])
        thing = product_of(topic)
        return (
            f"How do I {whole}{'' if whole in _ALONE or thing is None else f' {thing}'}"
            if whole in _ALONE or thing
            else None
        )
    if first and (told := _of_two_or_of_it(first, words, plain, topic)) is not None:
        return told or None
    if first and len(words) > 1 and not is_compound(words):
        return asked_of_act(first, words[0], flipped(" ".join(words[1:])), topic.text)
    if words[0] in listed("acts") and len(words) > 1 and (words[1] in _ARTICLE or words[0] in listed("bare_acts")):
        joined = re.sub(r"^(\w+) and (\w+) ", r"\1 and \2 ", plain)
        return f"How do I {flipped(joined)}"
    return None


def _of_two_or_of_it(act: str, words: Sequence[str], plain: str, topic: Topic) -> str | None:
    """Read "Moving out or letting it" and "Leaving it next door"; "": not to be asked, None: another heading."""
    if other := _OR_GERUND.search(plain):
        second = act_of_gerund(other["act"])
        before, after = flipped(plain[len(words[0]) : other.start()]), flipped(plain[other.end() :])
        return f"What happens if I {act}{before} {other['or']} {second}{after}" if second else ""
    return done_by_others(act, flipped(" ".join(words[1:])), topic.text)


def _ordered(text: str) -> str:
    """Return what is changed or cancelled by the first words of a section that name it: "my booking"."""
    found = _ORDERED.search(text[:FIRST_CHARS])
    return f"my {found['what'].lower()}" if found else ""


def _of_one_kind(plain: str) -> str:
    """Leave out what is joined to an act without being its object: "ending the contract and refunds"."""
    found = _JOINED.match(plain)
    return found["act"] if found else plain


def _bare_act(words: Sequence[str], topic: Topic) -> str | None:
    """Read "Cleaning", "Drying and storing": what is cleaned is what the document is about."""
    acts = [act_of_gerund(word) for word in words if word not in {"and", "or", "&"}]
    thing = product_of(topic)
    if not acts:
        return None
    if len(words) == 1 and acts[0] and (named := _object_of(acts[0], topic.text)):
        return asked_of_act(acts[0], words[0], flipped(named), topic.text)
    if thing is None or not all(acts) or len(words) > 3 or words[0] in listed("works"):
        return None
    return f"How do I {' and '.join(filter(None, acts))} {thing}"


def _object_of(act: str, text: str) -> str | None:
    """Return what something is done to in the first words of a section: "You may freeze your membership"."""
    found = re.search(
        rf"\b{act} (?P<what>(?:your|the|an?) [a-z]+)"
        r"(?= (?:for|by|within|at|in|on|if|until|when|up|online|and|once)\b|[.,;])",
        text[:FIRST_CHARS],
    )
    return found["what"] if found else None


def is_compound(words: Sequence[str]) -> bool:
    """Say whether a word on -ing is a part of a thing's name: "opening hours", "cleaning cycle"."""
    last = words[-1].lower()
    rest = words[1:]
    if rest[0].lower() in _ARTICLE or len(rest) > 2:
        return False
    known = listed("things") | listed("kinds") | listed("works")
    money = {
        "fee",
        "fees",
        "cost",
        "costs",
        "charge",
        "charges",
        "price",
        "prices",
        "rates",
        "time",
        "period",
        "window",
    }
    if words[0].lower() not in listed("naming"):
        return False
    return last in known | money or not (is_plural(last) or rest[0][0].isupper())


def _relative(plain: str, _topic: Topic) -> str | None:
    """Read "Items that cannot be returned", "Things you can bring", "Items we do not take back"."""
    if plain.split(maxsplit=1)[0] in {"many", "some", "most", "all", "other", "few"}:
        return None
    if found := re.match(r"([\w -]{3,40}?) (?:that |which )?(?:(?:you|we) did|you do) not (.+)$", plain):
        return f"What should I do about {flipped(plain)}"
    if found := re.match(rf"([\w -]{{3,40}}?) (?:that|which|who) ({_AUXILIARY}(?: ?not)?|cannot|[a-z]+) (.+)$", plain):
        who = "Who" if found[1].endswith(("people", "members", "customers", "guests")) else f"Which {found[1]}"
        return f"{who} {found[2]} {flipped(found[3])}"
    if found := re.match(rf"([\w -]{{3,40}}?) (you|we) (cannot|{_AUXILIARY}|do)( not)? (.+)$", plain):
        who = "I" if found[2] == "you" else "you"
        negated = " not" if found[4] or found[3] == "cannot" else ""
        which = "What" if found[1] in {"things", "what"} else f"Which {found[1]}"
        return f"{which} {found[3].replace('cannot', 'can')} {who}{negated} {flipped(found[5])}"
    return None
