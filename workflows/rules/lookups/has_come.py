"""Messages that say only that what was asked after is there, or that all of it is well: nothing is asked any more."""

import re

from workflows.ids.grammar import find_ids, fold
from workflows.language.lazy import lazy

LONGEST = 160  # characters
MOST_PIECES = 8
_PIECES = lazy(
    r"(?<![.!,;:\n\u2026\u2013\u2014()-])[.!,;:\n\u2026\u2013\u2014()-]+(?:\s|$)|\s(?:and(?!\s(?:correct|sound|well)\b)|so|because|cause|cos)\s",
    re.IGNORECASE,
)
_LEAD = lazy(
    r"(?:(?:oh|ah|aha|ok|okay|well|actually|wait|sorry|lol|haha|hey|hi|hello|yay|phew|hooray|and|so|then|btw"
    r"|by\sthe\sway|yes|no(?!\s(?:problem|issue|complaint|damage|need|worries))|great|good\snews|never\s?mind|nvm)\b\W{0,3})*",
    re.IGNORECASE,
)
_TAIL = (
    r"(?:\s(?:btw|by\sthe\sway|now|today|tonight|this\s(?:morning|afternoon|evening)|yesterday|at\slast|safely|fine|lol"
    r"|haha|after\sall|all\salong|just\snow|already))*"
)
_WAVED = lazy(
    r"(?:(?:forget|scrap|ignore|cancel)\s(?:it|that|this|me|about\s(?:it|that)|my\s(?:last\s)?(?:message|question|mail))"
    r"|no\sneed(?:\sto\s(?:look|check|answer|reply))?|don'?t\s(?:bother|worry|look)|false\salarm|panic\sover|no\sworries"
    rf"|my\sbad|thanks(?:\sanyway)?|thank\syou|cheers|(?:all\s)?sorted){_TAIL}",
    re.IGNORECASE,
)
_WHAT = (
    r"(?:(?:order\s)?it|they|that|(?:(?:the|my|our)\s)?(?:parcel|package|order|delivery|box|door\s?bell|bell"
    r"|post(?:man|ie|woman)|courier|driver|delivery\s(?:man|guy|driver|person)|van|ups|dhl|fedex|usps))"
)
_COME = lazy(
    rf"(?:{_WHAT}(?:'s|\shas|\shave|\shad|\sis|\sare|\swas|\swere)?\s)?(?:(?:just|only|now|finally|already|literally|been)\s){{0,3}}"
    r"(?:came|come|arrived|landed|rang|went|knocked|buzzed|delivered|here|outside|downstairs|(?:turned|showed)\sup"
    r"|got\shere|at\sthe\s(?:front\s)?door|(?:on|in)\sthe\s(?:porch|doorstep|mat|step|hallway|letterbox|mailbox))"
    r"(?:\s(?:safe\sand\ssound|in\sone\spiece|a\s(?:minute|moment|second)\sago"
    rf"|(?:as|while)\si\s(?:was\s)?(?:wrote|typed|writing|typing)(?:\sthis)?))?{_TAIL}",
    re.IGNORECASE,
)
# Behind one of these a number is the one that was asked for: "here it is: A-1".
_FOUND = lazy(
    rf"(?:there|here)\s(?:it\sis|they\sare){_TAIL}"
    rf"|(?:(?:i|we)(?:'ve|\shave)?\s)?(?:just\s)?(?:found|got)\s(?:it|them)(?:\s(?:in|on|under|behind|at|by|with)\s[\w\s']{{2,30}})?"
    rf"{_TAIL}|(?:my|the|our)\sneighbou?rs?\s(?:had|has|took|brought|got)\s(?:it|them)(?:\s(?:in|over|round))?{_TAIL}",
    re.IGNORECASE,
)
_WAS_AT = lazy(r"(?:it|they)\s(?:was|were)\s(?:in|on|under|behind|at|by|with|next\sdoor)\b[\w\s']{0,30}", re.IGNORECASE)
_FINE = lazy(
    r"(?:(?:(?:it|they|that)(?:'s|\sis|\sare|\swas|\swere)?\s)?(?:all|everything)|it|they)?(?:'s|\sis|\sare|\swas|\swere)?\s?"
    r"(?:present\sand\scorrect|good|fine|well|there|ok(?:ay)?|great|perfect|in\s(?:perfect\s)?order|sorted|intact"
    r"|complete|undamaged|accounted\sfor|safe\sand\ssound|in\sone\spiece|lovely|brilliant|as\s(?:ordered|expected|it\sshould\sbe))"
    rf"(?:\s(?:with\s(?:it|that|them)|here))?{_TAIL}|no\s(?:problems?|issues?|complaints?|damage)(?:\sat\sall)?",
    re.IGNORECASE,
)
_NAMED = lazy(
    r"(?:(?:it|that|this|the\s(?:order|number|one|order\snumber))(?:\s(?:was|is)|'s)\s)?(?:(?:the\s)?order\s)?<it>"
    rf"{_TAIL}",
    re.IGNORECASE,
)
_NAMED_CAME = "<it>"


def has_come(text: str) -> bool:
    """Tell whether ``text`` (untrusted) says no more than that an order is there, or that the one it names is well.

    "Never mind, doorbell just went and there it is", "it was A-71105 btw. all present and correct".
    """
    if len(text) > LONGEST or "?" in text:
        return False
    ids = find_ids(text)
    if len(ids) > 1 or any(one.kind not in {"order", "unknown"} for one in ids):
        return False
    plain = fold(text)
    marked = f"{plain[: ids[0].start]}{_NAMED_CAME}{plain[ids[0].end :]}" if ids else plain
    pieces = [bare for piece in _PIECES.split(" ".join(marked.split())) if (bare := _bare(piece))]
    if len(pieces) > MOST_PIECES or not all(map(_is_nothing_else, pieces)):
        return False
    said = [one.replace(_NAMED_CAME, "it") for one in pieces]
    others = _FINE if ids else _FOUND
    full = [one for one in said if not ids or " " in one]  # "good, A-1", "here: A-1"
    return any(_COME.fullmatch(one) or others.fullmatch(one) for one in full)


def _bare(piece: str) -> str:
    """Return a piece without what opens it ("oh", "well") and the marks around it."""
    begin, end = 0, len(piece)
    while begin < end and not _is_word(piece[begin]):
        begin += 1
    while end > begin and not _is_word(piece[end - 1]):
        end -= 1
    stripped = piece[begin:end]
    lead = _LEAD.match(stripped)
    return stripped[lead.end() if lead else 0 :].strip(" ,")


def _is_word(char: str) -> bool:
    return char.isalnum() or char in "'<>"


def _is_nothing_else(piece: str) -> bool:
    said = piece.replace(_NAMED_CAME, "it")
    return (
        any(one.fullmatch(said) for one in (_WAVED, _COME, _FOUND, _WAS_AT, _FINE))
        or _NAMED.fullmatch(piece) is not None
    )
