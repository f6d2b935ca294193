"""Words that say what a sentence does (ask, deny, tell what is over), and where words of returning stand among them."""

from dataclasses import dataclass

from workflows.understanding.returns.tokens import Token

_WORDS = {
    "ret": "return returning retrun reutrn retun return: return; returm",
    "rtd": "returned refunded sent shipped posted returns",
    "ref": "refund refnd refunds refunding money rma reimburse",
    "bak": "back",
    "snd": "send take give sending taking giving hand taken given",
    "neg": "not no never don't dont doesn't didn't won't can't cannot isn't nothing none neither without aren't wasn't"
    " haven't hasn't wouldn't n't doesnt didnt wont cant isnt havent hasnt",
    "if": "if unless whether suppose assuming once before",
    "can": "can could may might would should shall will",
    "how": "how what when why who which where wheres where's what's whats",
    "pol": "policy policies long days cost costs free fee pay procedure general deadline window receipt",
    "swp": "exchange swap replace replacement repair repaired fix fixed exchanging spare warranty",
    "kep": "keep keeping kept",
    "cnl": "cancel cancelled canceled stop withdraw forget ignore mind disregard nevermind",
    "pst": "already ago last yesterday weeks week month months",
    "wnt": "want wanna like need wish love wants prefer wanted needs rather looking",
    "pls": "please pls plz kindly",
    "bec": "because cause cuz coz since as bc due reason cos owing becuase bcause beacuse",
    "i": "i i'd i'm we we'd i've we're we've id im me my",
    "it": "it it's its they they're them this that these both those",
    "and": "and also plus & + n",
    "but": "but however though although instead",
    "got": "bought got received ordered purchased have arrived came recieved delivered",
    "too": "too wrong broken defective faulty damaged small big leaks stopped",
    "was": "thinking thought considering going decide deciding decided changed",
    "hdg": "guess maybe perhaps probably suppose think unsure wondering possibly tempted afraid seems looks hmm",
    "inv": "invoice bill inv invoices billing charged",
    "ord": "order package parcel delivery shipment orders tracking status oder ordr eta",
    "thx": "thanks thank fine correct paid settled ok good great",
    "lbl": "label labels slip number authorisation authorization form code",
}
CUE_OF = {word: cue for cue, words in _WORDS.items() for word in words.split()}
RETURNING = frozenset({"ret", "rtd", "ref", "bak"})
_GO = frozenset(["go", "goes", "come", "comes", "going", "went"])
_HAVE = frozenset(["have", "has", "had", "i've", "already", "we've"])
_BE = frozenset(["be", "get", "was", "were", "been"])
_FLAGS = frozenset(["neg", "if", "cnl", "was", "pst", "kep", "how", "swp", "pol", "i", "pls", "wnt", "can", "hdg"])


@dataclass(frozen=True, slots=True)
class Ask:
    """A word of returning: the token it is, and in short what stands before it in its sentence."""

    at: int
    kind: str
    flags: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its kind and flags in one word."""
        return f"{self.kind}:{'+'.join(self.flags)}"


def cue_of(token: Token) -> str:
    """Return the kind of cue ``token`` is; "" if it is none."""
    if token.id_kind:
        return f"<{token.id_kind[0]}>"
    return "." if token.ends_sentence else CUE_OF.get(token.low, "")


def asks_in(cues: list[str], low: list[str], sentences: list[range]) -> list[Ask]:
    """Return the words of returning with what stands before each: not, if, already, I want, how."""
    return [
        Ask(at, cues[at], _flags(cues, low, sentence.start, at))
        for sentence in sentences
        for at in sentence
        if cues[at] in RETURNING and (cues[at] != "bak" or _is_sent(cues, low, sentence.start, at))
    ]


def _is_sent(cues: list[str], low: list[str], start: int, at: int) -> bool:
    before = range(max(start, at - 7), at)
    return any(cues[n] == "snd" or low[n] in _GO for n in before)


def _flags(cues: list[str], low: list[str], start: int, at: int) -> tuple[str, ...]:
    before = range(max(start, at - 9), at)
    flags = sorted({cues[n] for n in before} & _FLAGS)
    if cues[at] in ("rtd", "bak") and any(low[n] in _HAVE for n in before):
        flags.append("have")
    if cues[at] == "rtd" and any(low[n] in _BE for n in before[-3:]):
        flags.append("be")
    return tuple(flags)
