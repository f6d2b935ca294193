"""Messages that a mailbox wrote by itself: "Automatic reply: I am out of the office". Nobody waits for an answer."""

import re

from workflows.language.lazy import lazy

MOST_READ = 2000  # characters: headers and a subject stand at the beginning
# In English, German, French, Spanish, Italian, Portuguese and Dutch, as mail programs write the subject themselves.
_SUBJECT = lazy(
    r"\W{0,10}(?:(?:subject|betreff|objet|asunto|oggetto|assunto|onderwerp)\s?:\s{0,5})?(?:(?:re|aw|fwd?|wg|tr|rv|r)\s?:\s{0,3}){0,3}"
    r"(?:automatic\sreply|auto(?:matic|mated)?[\s-]?(?:reply|response|answer)|out[\s-]of[\s-](?:the\s)?office(?:\s(?:auto\s?)?reply)?"
    r"|automatische\s(?:antwort|abwesenheits\w{1,12})|abwesenheits(?:notiz|nachricht|meldung|agent|assistent)\w{0,3}"
    r"|réponse\sautomatique|message\sd['\u2019]absence|absence\sdu\sbureau"
    r"|respuesta\sautom[aá]tica|fuera\sde\s(?:la\s)?oficina"
    r"|risposta\sautomatica|fuori\s(?:sede|ufficio)"
    r"|resposta\sautom[aá]tica|fora\sdo\sescrit[oó]rio|automatisch\s(?:antwoord|bericht)|afwezigheids(?:bericht|melding))"
    r"[ \t\]\)*_]{0,5}(?::|\n|-\s|\u2013)",
    re.IGNORECASE,
)
_HEADER = lazy(
    r"^(?:auto-submitted:[ \t]{0,5}auto-(?:replied|generated)"
    r"|x-auto(?:reply|respond):[ \t]{0,5}\S|precedence:[ \t]{0,5}auto_reply)",
    re.IGNORECASE | re.MULTILINE,
)


def is_automatic(text: str) -> bool:
    """Say whether a mailbox wrote ``text`` (untrusted) by itself, by the subject or the header that mail programs set.

    What asks something was written by somebody: "Out of office: how do I set that in your app?". "I am on holiday until
    Friday" alone is a customer's word.
    """
    head = text[:MOST_READ]
    if _HEADER.search(head):
        return True
    return "?" not in head and _SUBJECT.match(head) is not None
