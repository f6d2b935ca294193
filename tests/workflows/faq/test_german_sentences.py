"""What German sentences are asked, where the order of their words is sure, and what is left."""

import pytest

from tests.workflows.faq.test_asked_well import asked
from workflows.faq.german_sentences import question_in_german

ASKED = [
    ("Sie können den Liegeplatz bis zu 14 Tage vorher kündigen.", "Bis wann kann ich den Liegeplatz kündigen?"),
    ("Sie dürfen Ihren Hund mitbringen.", "Darf ich meinen Hund mitbringen?"),
    ("Sie müssen eine Rettungsweste tragen, auch im Hafen.", "Muss ich eine Rettungsweste tragen?"),
    ("Wir liefern nur innerhalb Deutschlands.", "Liefern Sie innerhalb Deutschlands?"),
    ("Wir erstatten den Kaufpreis innerhalb von 14 Tagen.", "Wann erstatten Sie den Kaufpreis?"),
    ("Wir akzeptieren keine Schecks.", "Akzeptieren Sie Schecks?"),
    ("Die Lieferung kostet 4,90 €.", "Was kostet die Lieferung?"),
    ("Die Kaution beträgt 60 Euro.", "Wie hoch ist die Kaution?"),
    ("Die Wartezeit beträgt in der Regel drei Wochen.", "Wie lang ist die Wartezeit?"),
    ("Unsere Prüfung dauert zwei Werktage.", "Wie lange dauert Ihre Prüfung?"),
    ("Gutscheine sind drei Jahre gültig.", "Wie lange sind Gutscheine gültig?"),
    ("Das Büro ist dienstags von 9 bis 17 Uhr geöffnet.", "Wann ist das Büro geöffnet?"),
    ("Die Rückgabe ist innerhalb von 30 Tagen möglich.", "Bis wann ist die Rückgabe möglich?"),
    ("Hunde sind an Bord nicht erlaubt.", "Sind Hunde erlaubt?"),
    ("Segel dürfen höchstens 12 m lang sein.", "Wie lang dürfen Segel sein?"),
    ("Ein einzelner Sack darf höchstens 20 kg wiegen.", "Wie schwer darf ein einzelner Sack sein?"),
    ("Gutscheine können nicht ausgezahlt werden.", "Können Gutscheine ausgezahlt werden?"),
    ("Altes Holz wird nicht angenommen.", "Wird altes Holz angenommen?"),
    ("Die Kaution wird nach zwei Wochen erstattet.", "Wann wird die Kaution erstattet?"),
    ("Wenn Sie den Platz kündigen, bekommen Sie die Kaution zurück.", "Was passiert, wenn ich den Platz kündige?"),
    ("Falls Sie krank sind, rufen Sie bitte an.", "Was muss ich tun, wenn ich krank bin?"),
    ("Melden Sie den Schaden bitte innerhalb von zwei Tagen.", "Bis wann muss ich den Schaden melden?"),
    ("Den Termin können Sie bis drei Tage vorher absagen.", "Bis wann kann ich den Termin absagen?"),
    ("Altgeräte nehmen wir kostenlos mit.", "Nehmen Sie Altgeräte kostenlos mit?"),
    ("Es gibt keine Mindestlaufzeit.", "Gibt es eine Mindestlaufzeit?"),
]  # fmt: skip

NOT_ASKED = [
    "Es ist kostenlos.",
    "Danach wird er gelöscht.",
    "Diese Regel gilt für alle.",
    "Wir senden Ihnen uns bekannte Angaben, die Sie prüfen.",
    "Wir bitten um Verständnis.",
    "Wenn Sie kündigen und ausziehen, endet alles.",
    "Von März bis November können Sie Laub abgeben.",
    "Wer umzieht, haftet für Schäden.",
    "x " * 400,
    "Alle sind eingeladen: Der Eintritt ist kostenlos möglich.",
    "Zusätzlich sind drei Plätze möglich.",
]


@pytest.mark.parametrize(("sentence", "question"), ASKED)
def test_a_german_sentence_is_asked_as_its_reader_asks(sentence: str, question: str) -> None:
    assert question_in_german(sentence) == question


@pytest.mark.parametrize("sentence", NOT_ASKED)
def test_a_german_sentence_of_another_form_is_not_asked(sentence: str) -> None:
    assert question_in_german(sentence) is None


def test_a_german_section_is_asked_by_its_heading_and_its_sentences() -> None:
    written = "Kündigen können Sie nur schriftlich und mit Unterschrift, nicht per Telefon und nicht mündlich."
    long = "Boote dürfen höchstens 12 m lang sein. Am Kopf des Stegs liegen nur die Boote der Wache und der Feuerwehr."

    assert asked(f"# Hafen\n\n## Kündigung\n\n{written}\n\n## Der Steg\n\n{long}") == {
        "Wie kann ich kündigen?": written,
        "Wie lang dürfen Boote sein?": long,
    }


def test_the_full_stop_of_an_ordinal_ends_no_german_sentence() -> None:
    text = "# Kurse\n\nBis zum 16. Geburtstag muss ein Elternteil das Formular unterschreiben. Am 3. Oktober ist zu."

    assert [one for one in asked(text) if "Geburtstag" in one and "zum 16." not in one] == []


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("Ist der Liegeplatz vergeben, melden wir uns.", "Was passiert, wenn der Liegeplatz vergeben ist?"),
        (
            "Haben Sie den Schlüssel verloren, melden Sie es dem Hafen.",
            "Was muss ich tun, wenn ich den Schlüssel verloren habe?",
        ),
        ("Gefällt Ihnen das Boot, rechnen wir die Miete an.", "Was passiert, wenn mir das Boot gefällt?"),
        ("Bei Sturm wird der Steg gesperrt.", "Was passiert bei Sturm?"),
        ("Bei Kindern sind es drei Euro.", None),
    ],
)
def test_a_case_without_wenn_is_asked_as_one_with_it(sentence: str, question: str | None) -> None:
    assert question_in_german(sentence) == question
