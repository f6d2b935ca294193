"""How long something takes, shares, sums in words and times of day in a text, by what they are worth.

"14 Tagen", "zwei Wochen" and "two weeks" are what a record writes as "14 days"; "4am" is "4 am".
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from workflows.language.lazy import lazy

_ONES = (  # English, German, French, Spanish, Italian; what is also an article or a pronoun ("un", "one") is left out
    "",
    "two zwei deux dos due",
    "three drei trois tres tre",
    "four vier quatre cuatro quattro",
    "five funf cinq cinco cinque",
    "six sechs seis sei",
    "seven sieben sept siete sette",
    "eight acht huit ocho otto",
    "nine neun neuf nueve nove",
    "ten zehn dix diez dieci",
    "eleven elf onze once undici",
    "twelve zwolf douze doce dodici",
    "thirteen dreizehn treize trece tredici",
    "fourteen vierzehn quatorze catorce quattordici",
    "fifteen funfzehn quinze quince quindici",
    "sixteen sechzehn seize dieciseis sedici",
    "seventeen siebzehn dix-sept diecisiete diciassette",
    "eighteen achtzehn dix-huit dieciocho diciotto",
    "nineteen neunzehn dix-neuf diecinueve diciannove",
)
_TENS = {
    20: "twenty zwanzig vingt veinte venti",
    30: "thirty dreissig dreißig trente treinta trenta",
    40: "forty vierzig quarante cuarenta quaranta",
    50: "fifty funfzig cinquante cincuenta cinquanta",
    60: "sixty sechzig soixante sesenta sessanta",
    70: "seventy siebzig setenta settanta",
    80: "eighty achtzig ochenta ottanta",
    90: "ninety neunzig noventa novanta",
    100: "hundred hundert cent cien cento",
}
_TEN = {word: value for value, words in _TENS.items() for word in words.split()}
_WORDS = {word: value for value, words in enumerate(_ONES, start=1) for word in words.split()} | _TEN
_LAST = _WORDS | dict.fromkeys(("one", "un", "une", "uno"), 1)  # "forty-one"; alone these may be articles
_WORD, _LAST_WORD = (rf"(?:{'|'.join(sorted(words, key=len, reverse=True))})" for words in (_WORDS, _LAST))
_COUNT = rf"(?P<count>\d{{1,4}}|{_WORD}(?:[ -](?:y )?{_LAST_WORD})?)"
_UNIT_WORDS: Mapping[tuple[str, int], str] = {
    ("minute", 1): "minute,minutes,minuten,minutos,minuto,minuti,min",
    ("minute", 60): "hour,hours,stunde,stunden,heure,heures,hora,horas,ora,ore",
    ("day", 1): "day,days,tag,tage,tagen,jour,jours,dia,dias,giorno,giorni",
    ("day", 7): "week,weeks,woche,wochen,semaine,semaines,semana,semanas,settimana,settimane",
    ("business day", 1): "business day,business days,working day,working days,werktag,werktage,werktagen,arbeitstag"
    ",arbeitstage,arbeitstagen,jour ouvre,jours ouvres,jours ouvrables,dias habiles,dias laborables,giorni lavorativi",
    ("month", 1): "month,months,monat,monate,monaten,mois,mes,meses,mese,mesi",
    ("month", 12): "year,years,jahr,jahre,jahren,an,ans,annee,annees,ano,anos,anno,anni",
    ("percent", 1): "percent,%,per cent,prozent,pour cent,por ciento,per cento",
    ("eur", 1): "euro,euros,eur",
    ("usd", 1): "dollar,dollars,bucks,usd",
    ("gbp", 1): "pound,pounds,quid,gbp",
    ("chf", 1): "franc,francs,franken,chf",
}
_UNITS = {word: worth for worth, words in _UNIT_WORDS.items() for word in words.split(",")}
_UNIT = rf"(?P<unit>{'|'.join(sorted(map(re.escape, _UNITS), key=len, reverse=True))})"
_QUANTITY = lazy(rf"(?<![\w.,-]){_COUNT}\s?-?{_UNIT}(?!\w)")
_TIME = lazy(r"(?<![\w:.])(?P<hours>1[0-2]|[1-9])(?:[:.](?P<minutes>[0-5]\d))?\s?(?P<half>[ap])\.?m\b\.?")


class Quantity(NamedTuple):
    """What a quantity is and how much of it, and where it stands."""

    says: tuple[str, int]
    start: int
    end: int


def quantities(text: str) -> Iterator[Quantity]:
    """Yield the quantities of ``text`` (untrusted), which is in small letters without accents; linear."""
    for match in _QUANTITY.finditer(text):
        unit, times = _UNITS[match["unit"]]
        yield Quantity((unit, _worth(match["count"]) * times), *match.span())
    for match in _TIME.finditer(text):
        after_noon = 12 if match["half"] == "p" else 0
        minutes = (int(match["hours"]) % 12 + after_noon) * 60 + int(match["minutes"] or 0)
        yield Quantity(("time", minutes), *match.span())


def _worth(count: str) -> int:
    """Return what a number is worth: its digits, a word, or two ("forty-one", "two hundred")."""
    if count.isdigit():
        return int(count)
    first, *then = [count] if count in _WORDS else re.split("[ -](?:y )?", count)
    worth = _WORDS[first]
    more = _LAST[then[0]] if then else 0
    return worth * more if more > worth else worth + more
