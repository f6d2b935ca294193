"""The questions that German sentences answer, in the forms whose order of words is sure; others are not asked.

"Sie" and "wir" have one form of the verb: "Wir liefern …" is "Liefern Sie …?", and "Sie können …" is "Kann ich …?".
"""

import re
from collections.abc import Callable

from workflows.language.lazy import lazy

MOST_READ = 300  # characters of a sentence
LEAST_WORDS, MOST_WORDS = 3, 15  # of a question

_NUMBER = (
    r"(?:\d[\d.,]*|einem|einer|eines|ein|eine|einen|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|vierzehn)"
)
_UNIT = (
    r"(?:Minuten?|Stunden?|Tag(?:en|es|e)?|Werktag(?:en|e)?|Arbeitstag(?:en|e)?|Woche[n]?|Monat(?:en|s|e)?"
    r"|Jahr(?:en|es|e)?)"
)
_PERIOD = rf"{_NUMBER}(?: bis {_NUMBER})? {_UNIT}"
_MONEY = r"(?:\d[\d.,]*\s?(?:€|Euro|EUR|%|Prozent|Cent)|€\s?\d)"
# When, with what belongs to it: it is cut out of a question that asks for it.
_WHEN = (
    rf"(?:in der Regel |spätestens |normalerweise |meist )?(?:innerhalb von|binnen|nach|bis(?: zu)?|spätestens) "
    rf"(?:spätestens |zu )?{_PERIOD}"
    r"(?: (?:vorher|im Voraus|(?:vor|nach) (?:dem |der |Ihrem |Ihrer )?\w+))?"
)
_POINTS = lazy(
    r"\b(?:er|sie|es|ihn|ihm|ihr|dies(?:e[rsnm]?)?|jene[rsnm]?|davon|dafür|damit|danach|dazu|daher|deshalb|dabei|darauf"
    r"|daran|darin|hier|dort|dann|sonst|auch|außerdem|jedoch|aber|uns|beide[sn]?)\b"
)
_ARTICLE = lazy(
    r"(?:Der|Die|Das|Den|Ein|Eine|Einen|Jede[rsn]?|Alle|Unser(?:e[nrms]?)?|Ihr(?:e[nrms]?)?|Kein(?:e[nrms]?)?|Diese)$"
)
_ADJECTIVE = lazy(r"[A-ZÄÖÜ][a-zäöüß]{2,20}(?:e|er|es|en)$")
_STARTS = lazy(
    r"(?:Der|Die|Das|Den|Ein|Eine|Einen|Jede[rsn]?|Alle|Unser(?:e[nr]?)?|Ihr(?:e[nr]?)?|[A-ZÄÖÜ][\w-]*)"
    r"(?: [\w.„“\"-]+){0,7}$"
)
_NO_SUBJECT = lazy(
    r"(?:Sie|Wir|Wenn|Falls|Wer|Was|Wo|Wie|Bitte|Von|Bis|Ab|Am|An|Auf|Aus|Bei|Für|Gegen|Im|In|Mit|Nach|Ohne|Seit|Um|Unter|Vor"
    r"|Während|Zu|Zum|Zur|Dabei|Dafür|Daher|Dann|Darum|Deshalb|Dort|Gerne?|Hier|Jetzt|Natürlich|Selbstverständlich|So|Nicht|Nur|Als|Da|Damit|Danach|Dies|Diese|Es|Er|Haben|Kann|Hat|Man|Nachdem|Sobald|Solange)\b"
)
# "Alle sind …" and "Gleichzeitig sind … möglich": whoever or whatever is meant is not told before the verb.
_ADVERB = lazy(r"\w+(?:ig|lich|isch|weise|falls|mals?|ends|tags|stens|dings|fach)$")
_POSSESSIVE = lazy(r"\b(?P<whose>Ihr|Unser|unser)(?P<end>e[nrms]?|)\b")
_TO_YOU = lazy(r"\bIhnen\b")
_MORE = lazy(r"(?:,| \u2013 | sowie | und (?=(?:ist|sind|kann|wird|gilt|kostet|beträgt)\b)|;|:).*$")
_NOT = lazy(r"\b(?:nicht|nur|leider|derzeit|grundsätzlich|bitte)(?: |$)")
_NONE = lazy(r"\bkein(?P<end>e[nrms]?)? ")
_FIRST = {"können": "kann", "dürfen": "darf", "müssen": "muss", "sollten": "sollte", "brauchen": "brauche"}
_I = {
    "sind": "bin", "haben": "habe", "können": "kann", "müssen": "muss", "dürfen": "darf", "wollen": "will",
    "möchten": "möchte", "werden": "werde", "sollen": "soll", "wissen": "weiß", "mögen": "mag", "hatten": "hatte",
}  # fmt: skip
_VERB_FIRST = "Haben|Sind|Möchten|Können|Wollen|Brauchen"
_REQUESTS = lazy(r"(?:bitte )?(?P<verb>[a-zäöüß]+n) Sie\b")
_HELD = frozenset(
    ("bekommen", "erhalten", "haben", "können", "dürfen", "zahlen", "verlieren", "müssen", "werden", "sind")
)
_LONG = lazy(r"(?:dauer|frist|laufzeit|zeit|zeitraum)$")
_STATES = (
    r"(?:kostenlos|kostenfrei|gratis|inklusive|inbegriffen|enthalten|möglich|erlaubt|verboten|gestattet|untersagt"
    r"|zulässig|erforderlich|notwendig|nötig|ausgeschlossen|erhältlich|verfügbar|übertragbar)"
)


def question_in_german(sentence: str) -> str | None:
    """Return the question that a German sentence (untrusted, on one line) answers; None if no form fits."""
    if len(sentence) > MOST_READ:
        return None
    sentence = sentence.rstrip(".! ")
    for form in _FORMS:
        if (found := form(sentence)) and (question := _whole(found)):
            return question
    return None


def _whole(question: str) -> str | None:
    question = " ".join(question.split()).strip(" ,;:.")
    if not LEAST_WORDS <= len(question.split()) <= MOST_WORDS or _POINTS.search(question.removeprefix("Gibt es ")):
        return None
    if re.search(r"[()\[\]|;]|-$", question):
        return None
    return f"{question[0].upper()}{question[1:]}?"


def _turned(text: str) -> str | None:
    """Return words as whoever asks says them; None where "Sie" may be the company's or the customer's."""
    if re.search(r"\b(?:Sie|wir|uns)\b", text):
        return None
    turned = _POSSESSIVE.sub(lambda one: ("mein" if one["whose"] == "Ihr" else "Ihr") + one["end"], text)
    return _TO_YOU.sub("mir", turned)


def _subject(words: str) -> str | None:
    if not _STARTS.match(words) or _NO_SUBJECT.match(words) or "," in words:
        return None
    first, _, rest = words.partition(" ")
    if not rest and (_ARTICLE.match(first) or _ADVERB.match(first)):
        return None
    if first.startswith(("Ihr", "Unser")):
        return _turned(f"{first.lower() if first.startswith('Unser') else first} {rest}".strip())
    lower = rest and (_ARTICLE.match(first) or (_ADJECTIVE.match(first) and rest[0].isupper()))
    return _turned(f"{first.lower()} {rest}" if lower else words)


def _cut(text: str) -> str:
    return _MORE.sub("", text)


def _you(sentence: str) -> str | None:
    """Read "Sie können den Vertrag bis zu 14 Tage vorher kündigen."."""
    found = re.match(r"Sie (?P<modal>können|dürfen|müssen|sollten) (?P<rest>.+)$", sentence)
    if found is None:
        return None
    rest, modal = _cut(found["rest"]), _FIRST[found["modal"]]
    if not rest.endswith(("en", "ern", "eln", "n")):
        return None  # the verb stands behind what was cut
    if (timed := re.search(rf"\b{_WHEN} ", rest)) and (turned := _turned(rest.replace(timed.group(), "", 1))):
        return f"Bis wann {modal} ich {_NOT.sub('', turned)}" if " " in turned else None
    turned = _turned(rest)
    return f"{modal} ich {_NOT.sub('', _NONE.sub(_some, turned))}" if turned else None


def _some(found: re.Match[str]) -> str:
    """Return "ein" for "kein"; of what is many or a mass nothing."""
    return f"ein{found['end']} " if found["end"] in {"en", "er", "em"} else ""


def _we(sentence: str) -> str | None:
    """Read "Wir liefern innerhalb von drei Werktagen."."""
    found = re.match(r"Wir (?P<verb>[a-zäöüß]+e?n) (?P<rest>.+)$", sentence)
    if found is None or found["verb"] in {"bitten", "freuen", "wünschen", "hoffen", "empfehlen", "sind", "haben"}:
        return None
    rest, verb = _cut(found["rest"]), found["verb"]
    if (timed := re.search(rf"\b{_WHEN}", rest)) and (turned := _turned(rest.replace(timed.group(), "", 1))):
        return f"Wann {verb} Sie {_NOT.sub('', f'{turned} ')}" if turned.strip() else None
    turned = _turned(rest)
    return f"{verb} Sie {_NOT.sub('', _NONE.sub('', f'{turned} '))}" if turned else None


def _measure(sentence: str) -> str | None:
    """Read "Die Lieferung kostet 5 €.", "Die Kaution beträgt 60 €.", "Die Reparatur dauert drei Tage."."""
    found = re.match(
        rf"(?P<what>[^,;:]{{3,70}}?) (?P<verb>kosten|kostet|beträgt|betragen|dauern|dauert) "
        rf"(?P<rest>.*(?:\d|{_PERIOD}).*)$",
        sentence,
    )
    what = _subject(found["what"]) if found else None
    if found is None or what is None:
        return None
    verb = found["verb"]
    if verb.startswith("kost"):
        return f"Was {verb} {what}" if re.search(_MONEY, found["rest"]) else None
    if verb.startswith("dauer"):
        return f"Wie lange {verb} {what}"
    be = "ist" if verb == "beträgt" else "sind"
    return f"Wie {'lang' if _LONG.search(what) else 'hoch'} {be} {what}"


def _is(sentence: str) -> str | None:
    """Read "Gutscheine sind drei Jahre gültig.", "Der Hof ist von 9 bis 17 Uhr geöffnet.", "Hunde sind erlaubt."."""
    found = re.match(r"(?P<what>[^,;:]{3,70}?) (?P<be>ist|sind) (?P<rest>.+)$", sentence)
    what = _subject(found["what"]) if found else None
    if found is None or what is None:
        return None
    rest = found["rest"]
    if re.search(r"\bgültig\b", rest) and re.search(_PERIOD, rest):
        return f"Wie lange {found['be']} {what} gültig"
    if (state := re.search(r"\b(geöffnet|geschlossen|besetzt|erreichbar)\b", rest)) and re.search(r"\d", rest):
        return f"Wann {found['be']} {what} {state[1]}"
    state = re.search(rf"\b(?<!wie )(?<!wenn )(?<!falls )(?<!als ){_STATES}\b", rest)  # not of "so oft wie nötig"
    if state and re.search(rf"\b{_WHEN} ", rest):
        return f"Bis wann {found['be']} {what} {state.group()}"
    return f"{found['be']} {what} {state.group()}" if state else None


def _may(sentence: str) -> str | None:
    """Read "Äste dürfen höchstens 15 cm dick sein.", "Gutscheine können nicht ausgezahlt werden."."""
    found = re.match(
        r"(?P<what>[^,;:]{3,70}?) (?P<modal>kann|können|darf|dürfen|muss|müssen) (?P<rest>[^;:]+)$", sentence
    )
    what = _subject(found["what"]) if found else None
    if found is None or what is None:
        return None
    rest, modal = _cut(found["rest"]), found["modal"]
    if re.match(r"(?:höchstens|maximal|bis zu) [\d.,]+ ?(?:kg|g|t|Kilo\w*) wiegen", rest):
        return f"Wie schwer {modal} {what} sein"
    if size := re.match(
        r"(?:höchstens|maximal|mindestens|bis zu) .{1,20}? (?P<how>dick|lang|breit|hoch|groß|schwer|alt) sein", rest
    ):
        return f"Wie {size['how']} {modal} {what} sein"
    if (timed := re.search(rf"\b{_WHEN} ", rest)) and (turned := _turned(rest.replace(timed.group(), "", 1))):
        return f"Bis wann {modal} {what} {_NOT.sub('', turned)}"
    turned = _turned(rest)
    ends = turned is not None and turned.endswith("n") and not re.search(r"\d|\bsich\b| und ", turned)
    return f"{modal} {what} {_NOT.sub('', turned or '')}" if ends else None


def _done(sentence: str) -> str | None:
    """Read "Wurzelstöcke werden nicht angenommen.", "Die Kaution wird nach zwei Wochen erstattet."."""
    found = re.match(r"(?P<what>[^,;:]{3,70}?) (?P<be>wird|werden) (?P<rest>[^;:]+)$", sentence)
    what = _subject(found["what"]) if found else None
    if found is None or what is None:
        return None
    rest = _cut(found["rest"])
    if not re.search(r"(?:t|en)$", rest):
        return None
    if (timed := re.search(rf"\b{_WHEN} ", rest)) and (turned := _turned(rest.replace(timed.group(), "", 1))):
        return f"Wann {found['be']} {what} {turned}"
    turned = _turned(rest)
    short = turned is not None and len(turned.split()) <= 6 and not re.search(r"\d", turned)
    return f"{found['be']} {what} {_NOT.sub('', turned or '')}" if short else None


def _case(sentence: str) -> str | None:
    """Read "Wenn Sie den Vertrag kündigen, …", "Falls Sie krank sind, rufen Sie an."."""
    found = re.match(r"(?:Wenn|Falls) Sie (?P<what>[^,;:]{3,90}), (?P<then>.+)$", _with_if(sentence))
    if found is None or " und " in found["what"]:
        return None
    words = found["what"].split()
    turned = _turned(" ".join(words[:-1])) if len(words) > 1 else None
    if turned is None or not words[-1].endswith(("n", "sind")):
        return None
    request = _REQUESTS.match(found["then"])
    asks = "muss ich tun" if request and request["verb"] not in _HELD else "passiert"
    return f"Was {asks}, wenn ich {turned} {_as_i(words[-1])}"


def _with_if(sentence: str) -> str:
    """Return a case that begins with its verb as one with "wenn": "Haben Sie ihn verloren, …"."""
    found = re.match(rf"(?P<verb>{_VERB_FIRST}) Sie (?P<what>[^,;:]{{3,90}}), (?P<then>.+)$", sentence)
    return f"Wenn Sie {found['what']} {found['verb'].lower()}, {found['then']}" if found else sentence


def _case_of_a_thing(sentence: str) -> str | None:
    """Read "Ist die Frist überschritten, …", "Bei Gewitter wird das Becken geräumt."."""
    if found := re.match(r"(?P<verb>Ist|Sind|Wird|Werden) (?P<what>[^,;:]{5,80}), [a-zäöüß]+ ", sentence):
        subject, _, state = found["what"].rpartition(" ")
        fits = re.match(r"(?:der|die|das|ein|eine|Ihre?|unsere?) ", subject) and re.search(r"(?:t|en)$", state)
        turned = (
            _turned(subject[0].lower() + subject[1:] if not subject.startswith("Ihr") else subject) if fits else None
        )
        return f"Was passiert, wenn {turned} {state} {found['verb'].lower()}" if turned else None
    if found := re.match(r"(?P<verb>[A-ZÄÖÜ][a-zäöüß]+t) Ihnen (?P<what>[^,;:]{5,60}), [a-zäöüß]+ ", sentence):
        return f"Was passiert, wenn mir {found['what']} {found['verb'].lower()}"
    found = re.match(r"Bei (?P<what>[A-ZÄÖÜ][a-zäöüß]{3,25}) (?:wird|sind|[a-zäöüß]+t|[a-zäöüß]+en) ", sentence)
    if found is None or found["what"].endswith("n"):
        return None  # "Bei Kindern sind es 3 €": of what is told before
    return f"Was passiert bei {found['what']}"


def _as_i(verb: str) -> str:
    """Return the form of a verb for "ich": "kündigen" is "kündige"."""
    if verb in _I:
        return _I[verb]
    if verb.endswith("eln"):
        return f"{verb[:-3]}le"
    return f"{verb[:-1]}e" if verb.endswith("ern") else verb[:-1]


def _told(sentence: str) -> str | None:
    """Read "Melden Sie den Schaden innerhalb von zwei Tagen."."""
    found = re.match(rf"(?P<verb>[A-ZÄÖÜ][a-zäöüß]+n) Sie (?P<what>[^,;:]{{3,70}}?)(?: bitte)? {_WHEN}", sentence)
    if found is None or found["verb"] in {"Haben", "Sind", "Können", "Möchten", "Wollen"}:
        return None
    turned = _turned(found["what"])
    return f"Bis wann muss ich {turned} {found['verb'].lower()}" if turned else None


def _there(sentence: str) -> str | None:
    """Read "Es gibt keine Mindestlaufzeit."."""
    found = re.match(r"Es gibt kein(?P<end>e|en)? (?P<what>(?P<noun>[A-ZÄÖÜ][\wäöüß-]+)[^,;:]{0,60})$", sentence)
    if found is None:
        return None
    many = found["end"] == "e" and re.search(r"(?:e|n|r|s)$", found["noun"])
    return f"Gibt es {'' if many else 'ein' + (found['end'] or '') + ' '}{found['what']}"


def _object_first(sentence: str) -> str | None:
    """Read "Den Termin können Sie bis drei Tage vorher absagen.", "Altgeräte nehmen wir kostenlos mit."."""
    found = re.match(
        r"(?P<what>[A-ZÄÖÜ][^,;:]{2,60}?) (?P<verb>können|dürfen|müssen) Sie (?P<rest>[a-zäöüß\d][^;:]+)", sentence
    )
    if found and (what := _subject(found["what"])):
        return _you(f"Sie {found['verb']} {what} {_cut(found['rest'])}")
    found = re.match(r"(?P<what>[A-ZÄÖÜ][^,;:]{2,60}?) (?P<verb>[a-zäöüß]+n) wir (?P<rest>[^,;:]{2,60})", sentence)
    if found and (what := _subject(found["what"])) and not re.search(r"\d", found["rest"]):
        turned = _turned(found["rest"])
        return f"{found['verb']} Sie {what} {_NOT.sub('', turned)}" if turned else None
    return None


_FORMS: tuple[Callable[[str], str | None], ...] = (
    _there,
    _case,
    _case_of_a_thing,
    _you,
    _we,
    _object_first,
    _measure,
    _told,
    _is,
    _may,
    _done,
)
