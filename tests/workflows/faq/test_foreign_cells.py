"""What rows of tables are asked in German, French and Spanish, and what is not asked."""

import pytest

from bot.formats.documents import read_text
from workflows.faq.foreign_cells import questions_of_cells
from workflows.faq.section_questions import NO_QUESTION, survey_of

ASKED = [
    ("de", ("Versand", "Standard", "Preis", "4,90 €"), ["Wie hoch ist der Preis für Standard?"]),
    ("de", ("Versand", "Express", "Lieferzeit", "1 Tag"), ["Wie lang ist die Lieferzeit für Express?"]),
    ("de", ("Leistung", "Umzug im Haus", "Gebühr", "kostenlos"), ["Wie hoch ist die Gebühr für Umzug im Haus?"]),
    ("de", ("Störung", "Kein Wasser", "Abhilfe", "Hahn öffnen"), ["Was kann ich tun bei „Kein Wasser“?"]),
    ("de", ("Fehlercode", "E4", "Bedeutung", "Tank leer"), ["Was bedeutet „E4“?"]),
    ("fr", ("Envoi", "Standard", "Prix", "4,90 €"), ["Combien coûte « Standard » ?"]),
    ("fr", ("Envoi", "Standard", "Délai", "3 jours"), ["Quel est le délai pour « Standard » ?"]),
    ("fr", ("Panne", "Pas d'eau", "Solution", "Ouvrir le robinet"), ["Que faire en cas de « Pas d'eau » ?"]),
    ("es", ("Envío", "Exprés", "Precio", "9 €"), ["¿Cuánto cuesta «Exprés»?"]),
    ("es", ("Código", "E4", "Qué significa", "Depósito vacío"), ["¿Qué significa «E4»?"]),
    ("de", ("Leistung", "Jede weitere Fahrt", "Gebühr", "4 €"), ["Wie hoch ist die Gebühr für jede weitere Fahrt?"]),
    ("de", ("Leistung", "Laub, trocken", "Gebühr", "4 €"), ["Wie hoch ist die Gebühr für Laub (trocken)?"]),
    ("de", ("Abfall", "Grüner Abfall", "Preis", "4 €"), ["Wie hoch ist der Preis für grünen Abfall?"]),
    ("de", ("Karte", "Kinder bis 12", "Einzeln", "4 €"), ["Wie viel kostet es für Kinder bis 12?"]),
    ("de", ("Karte", "Erwachsene", "Jahresgebühr", "24 €"), ["Wie hoch ist die Jahresgebühr für Erwachsene?"]),
    ("de", ("Karte", "Ermäßigt (Studierende)", "Beitrag", "9 €"), ["Wie hoch ist der Beitrag (ermäßigt)?"]),
    ("de", ("Tag", "Montag", "Preis", "4 €"), []),
    ("de", ("Paket", "Basis", "Anzahl", "4"), []),
    ("de", ("Versand", "Standard", "Preis", "auf Anfrage"), []),
    ("de", ("Versand", "Wer zahlt?", "Preis", "4 €"), []),
    ("de", ("Versand", "x" * 90, "Preis", "4 €"), []),
    ("de", ("Versand", "Standard"), []),
]  # fmt: skip


@pytest.mark.parametrize(("language", "cells", "questions"), ASKED)
def test_rows_are_asked_by_what_their_columns_name(language: str, cells: tuple[str, ...], questions: list[str]) -> None:
    assert list(questions_of_cells(language, cells)) == questions


def test_a_table_of_a_german_page_is_asked_row_by_row_and_the_rest_is_said() -> None:
    page = """# Versand

## Kosten

Das sind die Preise, die in allen Ländern der Europäischen Union gelten, auch auf den Inseln. Wer mehr als einen Artikel
bestellt, zahlt den Versand nur ein einziges Mal, auch wenn wir die Bestellung in mehreren Paketen zu Ihnen schicken.

| Versand | Preis | Lieferzeit |
|---------|-------|------------|
| Standard | 4,90 € | 3 Tage |
| Express | 9,90 € | 1 Tag |

## Verpackung

Papier, Pappe und Garn: mehr braucht es nicht, und das Papier ist aus alten Zeitungen.
"""

    survey = survey_of(read_text("versand.md", page))

    assert [one.question for one in survey.extracts] == [
        "Wie hoch sind die Kosten?",
        "Wie hoch ist der Preis für Standard?",
        "Wie lang ist die Lieferzeit für Standard?",
        "Wie hoch ist der Preis für Express?",
        "Wie lang ist die Lieferzeit für Express?",
    ]
    assert list(survey.left_out.values()) == [NO_QUESTION]
