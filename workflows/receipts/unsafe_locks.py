"""Codes and marks of the customer's own locks and devices: asked for, told in a question, or read out once they came.

Words are read as ``unsafe_risks`` reads them: lower case, one blank apart, without what is forbidden. Naming a lock is
harmless: only who asks what opens it is refused.
"""

import re

from workflows.language.lazy import lazy
from workflows.receipts.unsafe_risks import gap

_LOCK = (
    r"(?:alarms?|locks?|padlock|safe|vault|doors?|gates?|garage|lockers?|key ?pads?|luggage|suitcase|briefcase|bike"
    r"|entrance|entry|panel|key ?box|lock ?box|barrier|letter ?box|intercom|atm"
    r"|cash ?(?:machine|point|dispenser)|card (?:machine|reader|terminal)|immobili[sz]er)"
)
_KEYED = (
    r"(?:alarm|arming|disarm\w*|installer|engineer|master|gate|door|garage|entry|entrance|safe|lock|locker|key ?pad"
    r"|panel|admin\w*|owner|duress|building|lift|programming|user|child ?lock|parental|unlock\w*|set ?up|pairing"
    r"|voicemail|sim|screen|boot|bios|bit ?locker|immobili[sz]er|radio|car|house|key ?box|lock ?box|opening|access"
    r"|luggage|suitcase|bike|padlock|vault|intercom)"
)
# One of these is in all that OPENER and CAME find, one of those in all that OPENS finds.
_NAMES = frozenset(
    re.findall(
        r"\w+",
        "code codes combination combo pin pins digits pattern words word puk puk1 puk2 seed phrase pass"
        " passcode passphrase qr qrcode number numbers key keys buttons shape gesture sequence dots figures"
        " text texts sms barcode secret answer authenticator swipe unlock disarm arm draw",
    )
)
_QUESTIONS = frozenset(("what", "which", "how"))
# Words that lock codes are called by. "A combination of cables" and "a key combination" open nothing.
OPENER = lazy(
    r"\bwords (?:\w+ ){0,4}?(?:wallet|backup|recovery|seed)\b|\b(?:word|phrase|answer) (?:\w+ ){0,4}?alarm "
    rf"(?:company|firm|cent\w+|service)\b|\b{_LOCK} (?:s )?(?:numbers|digits|figures)\b"
    rf"|\b{_KEYED} (?:s )?(?:\w+ )?(?:codes?|combinations?|combos?|pins?|digits|pattern)\b|\b(?:unblock\w*|unlock\w*"
    r"|arming|disarm\w*) (?:number|key)\b|\bhow you (?:\w+ )?(?:swipe|unlock|disarm|arm|draw)\b|\b(?:bar ?code"
    r"|secret|key|picture|setup|code)(?: \w++){0,3} authenticator\b|\b(?:word|name|phrase"
    r"|answer) (?:that )?you (?:\w+ ){0,2}?(?:say|give|tell|use)(?: \w++){0,4}? (?:alarm|security|bank)\b"
    rf"|(?<!key )(?<!shortcut )\b(?:combination|combo)\b(?: (?:of|for|to|on) (?:\w+ ){{0,4}}?{_LOCK}\b|(?! of\b))"
    r"|\b(?:lock|screen|swipe|unlock) pattern\b|\bpattern (?:that )?(?:you|to|unlocks|opens)\b|\bpattern (?:for"
    r"|of) (?:\w+ ){0,4}?(?:un)?lock\w*\b|\b(?:digits|numbers?|codes?) (?:\w+ ){0,4}?authenticator\b"
    r"|\bauthenticator (?:s )?(?:\w+ ){0,3}?(?:digits|numbers?|codes?)\b|\b(?:twelve|12|twenty four|24|recovery"
    r"|seed|secret|backup) words\b|\bpuk\d?\b|\bseed\b|\b(?:phrase|words) (?:that )?(?:you|opens|unlocks)\b"
    r"|\bpass ?(?:code|phrase)\b|\bqr ?+(?:codes?+)?+(?!(?: \w++){0,5} (?:label|box|packaging|sticker|parcel"
    r"|receipt|invoice))|\b(?:digits|numbers?|keys|buttons|shape|gesture|sequence|figures|dots) (?:that )?(?:(?:you"
    r"|to) (?:\w+ ){0,2}?(?:use|press|dial|tap|enter|turn|type|draw|set|chose|choose|pick\w*|punch|swipe|key|arm"
    r"|disarm|open|unlock)\w*|(?:opens?|unlocks?|arms?|disarms?))\b"
)
_ASKS = lazy(
    r"\b(?:what|which|how)\b|\b(?:tell|(?:give|send)(?! (?:(?:it|them) to )?you\b)|share|show|text|message|write"
    r"|type|post|read|spell|list|describe|name|reveal|note|provide|photograph|snap|picture|scan|copy|reply|enter"
    r"|confirm|state|repeat|dictate|sketch|draw|upload|attach|let (?:me|us)|(?:i|we) (?:need|know|have|had|get|got"
    r"|require|want|see|use|enter|try)|need(?:s|ed)?|required|missing|would help|will do|would you mind|may (?:i|we)"
    r"|can (?:i|we)|could (?:i|we))\b"
)
# Where a code is meant to be entered, and what else is asked about a lock.
_BELONGS = lazy(
    r"\b(?:on|in|into|at|with|from) (?:the|your|its|that|this) (?:\w+ ){0,4}?(?:key ?pad|page|app|settings|menu"
    r"|screen|phone|panel|lock|door|device|manual|box|website|browser|tablet|display|form|field|lid|inside)\b"
    r"|\bitself\b|\bthere\b"
)
_OURS = lazy(
    r"\b(?:me|us|i|we|our|here|below|reply|message|photo|picture|chat|thread|screenshot|ticket|support)\b"
    r"|\bin order\b"
)
_HARMLESS_QUESTION = lazy(
    r"\bhow (?:do|can|could|should|to|is|does|did)\b(?! you (?:open|unlock|arm|disarm))|\bwhat (?:happens|does (?:it"
    r"|the \w+) do)\b|\b(?:what|which) (?:\w+ )?(?:model|make|error|brand|light|message|version|lock|type|kind"
    r"|device|app|error \w+|number does)\b"
)
# "Which three numbers is the lock set to?", "what did you set the keypad to?": no name for the code is needed.
OPENS = lazy(
    r"\b(?:what|which) (?:(?!error|model|serial|version|part|phone)\w+ ){0,2}?(?:numbers?|digits?|figures|letters"
    rf"|shape|gesture|word|sequence|dots|keys|buttons)\b(?: \w++){{0,8}}? (?:{_LOCK}|unlocks?|opens?|arms?|disarms?"
    r"|get in)\b(?! (?:show|display|light|blink|flash)\w*)|\b(?:what|which) (?:did|do|have) you (?:\w+ )?(?:set"
    r"|chos\w+|choose|pick\w*|enter\w*|typ\w+|press\w*|dial\w*|tap\w*|dr[ae]w\w*|program\w*|punch\w*|key"
    rf"|use)\b(?:{gap(5)}{_LOCK} (?:to|with|at)\b|{gap(3)}(?:unlock|arm|disarm|get into|open (?:the|your) {_LOCK})\b)"
    r"|\bhow do you (?:unlock|open|arm|disarm)(?: \w++){0,6}? (?:which|what) (?:numbers?|digits|code|word|fingers?"
    rf"|pattern)\b|\b(?:what|which) (?:\w+ )?(?:opens|unlocks|arms|disarms) (?:the|your) (?:\w+ )?(?:{_LOCK}|phone"
    r"|tablet|screen)\b|\bwhat (?:was|is|did|does)(?: \w++){0,3}? (?:message|text|sms)(?: \w++){0,2}? (?:just"
    rf"|from us|we sent|that came|you (?:got|received))\b|\b{_LOCK}(?: \w++){{0,6}}? (?:which|what) (?:numbers|digits"
    r"|figures|is (?:it|the code) set to)\b"
)
# What came a moment ago, and is asked for in the next words.
CAME = lazy(
    r"\b(?:got|get|received|have|see) (?:a|an|the|some) (?:\w+ ){0,2}?(?:text|sms|code"
    r"|texts)(?: message)? (?:from (?:us|me)|by now|now|already|on your phone)\b|\b(?:number|digits|code) (?:in|on"
    r"|at) your (?:\w+ )?(?:inbox|phone|mail|e?mails?|messages)\b|\b(?:text|sms|texts|text message|number|code"
    r"|digits|passcode)(?: \w++){0,3}? (?:arriv\w+|come|came|reach\w*|land\w*|popped|appeared|through|by now"
    r"|received|showed up)\b|\b(?:sent|texted) you (?:a|an|the|some) (?:\w+ ){0,2}?(?:text|sms|number|digits)\b"
)
TOLD_BACK = lazy(
    r"\b(?:what|which) (?:one )?(?:is|are|was) (?:it|they|that|those|in it|the (?:number|digits|code))\b"
    r"|\bwhat (?:does|do|did|will) (?:it|they|that|the (?:text|sms|message|code)) (?:say|read|show)\b|\b(?:type"
    r"|write|tell|send|read|paste|copy|forward|repeat|give|enter|typing|writing|telling|sending|reading"
    r"|pasting) (?:(?:me|us|out|it|here|just|over|back) )*(?:what(?: is|s)? (?:in|inside|on) it|what it (?:says"
    r"|reads|shows)|what (?:you )?(?:got|see|arrived|came)|it|them|those|these)\b(?! to you\b)"
)


def names_what_opens(words: str) -> bool:
    """Say whether a code of the customer's own is named, which the next words may ask for."""
    return not _NAMES.isdisjoint(words.split()) and (OPENER.search(words) or CAME.search(words)) is not None


def asks_what_opens(words: str, *, named: bool) -> str | None:
    """Return the words that ask for what opens a lock or device of the customer's, or None.

    ``named``: the sentence ``words`` are of names a code, by ``names_what_opens``.
    """
    each = words.split()
    if not _QUESTIONS.isdisjoint(each) and (opens := OPENS.search(words)):
        return opens.group()
    if not named:
        return None
    opener = OPENER.search(words)
    if opener is None or not _ASKS.search(words) or _HARMLESS_QUESTION.search(words, 0, opener.start()):
        return None
    return None if _entered_there(words) and not words.startswith(("what", "which")) else opener.group()


def asks_for_what_came(words: str) -> str | None:
    """Return the words that ask for a code that was named a moment ago, or None."""
    back = TOLD_BACK.search(words)
    return None if back is None or _entered_there(words) else back.group()


def _entered_there(words: str) -> bool:
    """Say whether something is entered on a page or device of the customer's own, and nothing of it comes to us."""
    return _BELONGS.search(words) is not None and not _OURS.search(words)
