"""What the tagger sees of a token: words and their kinds, its place, and the cues and words of returning near it."""

from dataclasses import dataclass

from workflows.understanding.returns.cues import RETURNING, Ask, asks_in, cue_of
from workflows.understanding.returns.tokens import Token, sentences_of
from workflows.understanding.returns.words import words


@dataclass(frozen=True, slots=True)
class Features:
    """``own``: the features of each token; ``shared``: those of each sentence; ``sentence``: which is each token's."""

    own: list[list[str]]
    shared: list[list[str]]
    sentence: list[int]

    def of(self, number: int) -> list[str]:
        """Return all features of token ``number``."""
        return [*self.own[number], *self.shared[self.sentence[number]]]


class _Text:
    """The columns of a text that features are drawn from, one value a token."""

    def __init__(self, tokens: list[Token]) -> None:
        self.low = ["9" if one.low.isdigit() else "<nl>" if one.low == "\n" else one.low for one in tokens]
        looked = [(one.low, "") if one.id_kind else words().look_up(one.low) for one in tokens]
        self.kind = [kind for kind, _ in looked]
        self.cluster = [cluster for _, cluster in looked]
        self.shape = [_shape(one) for one in tokens]
        self.sentences = sentences_of(tokens)
        self.sentence = [n for n, sentence in enumerate(self.sentences) for _ in sentence]
        self.cue = [cue_of(one) for one in tokens]
        self.asks = asks_in(self.cue, self.low, self.sentences)
        self.inside = _inside(self.low)


def _shape(token: Token) -> str:
    text = token.text
    if token.id_kind:
        return "ID"
    if text.isdigit():
        return "9"
    if any(one.isdigit() for one in text):
        return "x9"
    if text.isalpha():
        if text.isupper() and len(text) > 1:
            return "X"
        return "Xx" if text[0].isupper() else "x" if text.islower() else "xX"
    return "NL" if text == "\n" else "x-" if any(one.isalnum() for one in text) else "."


def _inside(low: list[str]) -> list[str]:
    """Tell of each token whether it stands in brackets and in quotes."""
    found: list[str] = []
    depth, quoted = 0, False
    for word in low:
        if word[0] in "([":
            depth += 1
        elif word[0] in ")]":
            depth = max(0, depth - 1)
        elif word == '"':
            quoted = not quoted
        found.append(f"{min(depth, 1)}{int(quoted)}")
    return found


def features_of(tokens: list[Token]) -> Features:
    """Return the features of ``tokens``; the cost is linear in their number."""
    text = _Text(tokens)
    again = _repeated(text)
    near = _near_cues(text)
    asked = _near_asks(text)
    own = [[*_words_of(text, n), *near[n], *asked[n], *_kinds_of(text, n), *again[n]] for n in range(len(tokens))]
    return Features(own, _shared(text), text.sentence)


def _at(column: list[str], at: int) -> str:
    return column[at] if 0 <= at < len(column) else "^" if at < 0 else "$"


def _words_of(text: _Text, n: int) -> list[str]:
    low, kind, shape = text.low, text.kind, text.shape
    here, this = low[n], kind[n]
    before, after = _at(low, n - 1), _at(low, n + 1)
    two_before, two_after = _at(low, n - 2), _at(low, n + 2)
    kind_before, kind_after = _at(kind, n - 1), _at(kind, n + 1)
    place = n - text.sentences[text.sentence[n]].start
    return [
        "b",
        f"w={here}",
        f"w-1={before}",
        f"w+1={after}",
        f"w-2={two_before}",
        f"w+2={two_after}",
        f"w-1,0={before},{here}",
        f"w0,1={here},{after}",
        f"w-2,-1={two_before},{before}",
        f"w1,2={after},{two_after}",
        f"g={this}",
        f"g-1={kind_before}",
        f"g+1={kind_after}",
        f"g-1,0={kind_before},{this}",
        f"g0,1={this},{kind_after}",
        f"w-1g0={before},{this}",
        f"g0w+1={this},{after}",
        f"s={shape[n]}",
        f"s-1,0={_at(shape, n - 1)},{shape[n]}",
        f"s0,1={shape[n]},{_at(shape, n + 1)}",
        f"br={text.inside[n]}",
        f"pos={min(place, 3)}",
    ]


def _kinds_of(text: _Text, n: int) -> list[str]:
    found: list[str] = []
    here, cluster = text.low[n], text.cluster[n]
    if here.isalpha():
        found += [f"suf={here[-3:]}", f"pre={here[:3]}", f"suf2={here[-2:]}"]
    if cluster:
        found += [
            f"c={cluster}",
            f"c6={cluster.partition('.')[0]}",
            f"c-1,0={_at(text.cluster, n - 1)},{cluster}",
            f"c0,1={cluster},{_at(text.cluster, n + 1)}",
            f"w-1c0={_at(text.low, n - 1)},{cluster}",
        ]
    return found


def _near_cues(text: _Text) -> list[list[str]]:
    """Return for each token the order of the cues before and after it, over sentences."""
    cues = [(n, cue) for n, cue in enumerate(text.cue) if cue]
    found: list[list[str]] = []
    passed = 0
    for n, kind in enumerate(text.kind):
        while passed < len(cues) and cues[passed][0] < n:
            passed += 1
        following = passed + (passed < len(cues) and cues[passed][0] == n)
        left = [cue for _, cue in cues[max(0, passed - 5) : passed]]
        right = [cue for _, cue in cues[following : following + 4]]
        two, one = "|".join(left[-2:]), "|".join(left[-1:])
        next_two, next_one = "|".join(right[:2]), "|".join(right[:1])
        found.append(
            [
                f"L5={'|'.join(left)}",
                f"L3={'|'.join(left[-3:])}",
                f"L2={two}",
                f"L1={one}",
                f"R4={'|'.join(right)}",
                f"R2={next_two}",
                f"R1={next_one}",
                f"L2g={two},{kind[:3]}",
                f"L1R1={one}_{next_one}",
                f"L2R2={two}_{next_two}",
            ]
        )
    return found


def _near_asks(text: _Text) -> list[list[str]]:
    """Return for each token the words of returning before and after it, in its sentence, else in others."""
    found: list[list[str]] = []
    asks, passed = text.asks, 0
    for n, kind in enumerate(text.kind):
        while passed < len(asks) and asks[passed].at < n:
            passed += 1
        sentence = text.sentences[text.sentence[n]]
        following = passed + (passed < len(asks) and asks[passed].at == n)
        left = asks[passed - 1] if passed and asks[passed - 1].at in sentence else None
        right = asks[following] if following < len(asks) and asks[following].at in sentence else None
        mine = [f"LQ={left.name if left else ''}", f"RQ={right.name if right else ''}"]
        mine += [f"LQg={left.name if left else ''},{kind[:3]}", f"RQg={right.name if right else ''},{kind[:3]}"]
        mine += _flagged(left, "LQf") + _flagged(right, "RQf")
        if not left and not right:
            later = next((one for one in asks[passed:] if one.at >= sentence.stop), None)
            earlier = next((one for one in reversed(asks[:passed]) if one.at < sentence.start), None)
            mine += [f"NQ={later.name if later else ''}", f"VQ={earlier.name if earlier else ''}"]
            mine += _flagged(later, "NQf") + _flagged(earlier, "VQf")
        found.append(mine)
    return found


def _flagged(ask: Ask | None, name: str) -> list[str]:
    return [f"{name}={flag}" for flag in ask.flags] if ask else []


def _repeated(text: _Text) -> list[list[str]]:
    """Tell of each word whether it is said again, and whether it was said before."""
    count: dict[str, int] = {}
    for word in text.low:
        count[word] = count.get(word, 0) + 1
    seen: set[str] = set()
    found: list[list[str]] = []
    for n, word in enumerate(text.low):
        mine = ["again" if word in seen else "first"] if count[word] > 1 and len(word) > 2 else []
        following = _at(text.low, n + 1)
        if following in seen and len(following) > 3 and text.kind[n + 1][:1] == "n":
            mine.append("next-again")
        seen.add(word)
        found.append(mine)
    return found


def _shared(text: _Text) -> list[list[str]]:
    """Return the features that all tokens of a sentence have: the cues in it, beside it, and in the whole text."""
    cues_in = [sorted({text.cue[n] for n in sentence if text.cue[n]}) for sentence in text.sentences]
    whole = {cue for cues in cues_in for cue in cues}
    shapes = text.shape
    loud = shapes.count("X") > 0.5 * max(1, sum(one in ("X", "Xx", "x") for one in shapes))
    of_all = [f"MQ={name}" for name in sorted({one.name for one in text.asks})] + [f"MQn{min(len(text.asks), 2)}"]
    of_all += [f"M:{cue}" for cue in sorted(whole)] + ([] if whole & RETURNING else ["M:noret"])
    of_all += ["caps"] if loud else []
    found: list[list[str]] = []
    for n, cues in enumerate(cues_in):
        mine = [f"S:{cue}" for cue in cues] + ([] if RETURNING & set(cues) else ["S:noret"])
        mine += [f"N:{cue}" for cue in (cues_in[n + 1] if n + 1 < len(cues_in) else [])]
        mine += [f"V:{cue}" for cue in (cues_in[n - 1] if n else [])]
        found.append([*mine, *of_all])
    return found
