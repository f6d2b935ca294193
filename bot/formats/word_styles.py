"""What the styles of a Word file do to its words: hide them, strike them out, raise them (ECMA-376 part 1, 17.7)."""

from xml.etree import ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_BASES = 20  # styles, each based on the next; Word allows fewer
_OFF = frozenset(("0", "false", "off", "none"))
_TOGGLES = ("vanish", "strike", "dstrike")
_RAISES = "vertAlign"


def is_on(toggle: ET.Element | None) -> bool:
    """Say whether a property is given and not switched off."""
    return toggle is not None and toggle.get(f"{W}val", "true") not in _OFF


class Styles:
    """The styles of one file; ``None``: it has no such part."""

    def __init__(self, root: ET.Element | None) -> None:
        given = [] if root is None else root.findall(f"{W}style")
        self._styles = {one.get(f"{W}styleId", ""): one for one in given}
        usual = (one for one in given if one.get(f"{W}type") == "paragraph" and one.get(f"{W}default") in {"1", "true"})
        self._usual = next((one.get(f"{W}styleId", "") for one in usual), "")

    def write_into(self, paragraph: ET.Element, written: set[ET.Element]) -> set[ET.Element]:
        """Write into the runs of a paragraph what their styles do to them, and return these; not those ``written``.

        Struck out twice is struck out.
        """
        of_lines = _value(paragraph.find(f"{W}pPr/{W}pStyle")) or self._usual
        runs = {run for run in paragraph.iter(f"{W}r") if run not in written}
        for run in runs:
            own = run.find(f"{W}rPr")
            of_run = "" if own is None else _value(own.find(f"{W}rStyle"))
            on = {name for name in _TOGGLES if self._switched(name, own, of_lines, of_run)}
            level = self._level(own, of_lines, of_run)
            if own is None and not on and not level:
                continue
            if own is None:
                own = ET.Element(f"{W}rPr")
                run.insert(0, own)
            for name in (*_TOGGLES, _RAISES):
                for one in own.findall(f"{W}{name}"):
                    own.remove(one)
            own.extend(ET.Element(f"{W}{name}") for name in _written(on))
            if level:
                own.append(ET.Element(f"{W}{_RAISES}", {f"{W}val": level}))
        return runs

    def _switched(self, name: str, own: ET.Element | None, of_lines: str, of_run: str) -> bool:
        """Say whether a property is on: a run's own is, else that of one of its two styles; both cancel (17.7.3)."""
        said = None if own is None else own.find(f"{W}{name}")
        if said is not None:
            return is_on(said)
        return is_on(self._found(of_lines, name)) != is_on(self._found(of_run, name))

    def _level(self, own: ET.Element | None, of_lines: str, of_run: str) -> str:
        said = None if own is None else own.find(f"{W}{_RAISES}")
        given = (said, self._found(of_run, _RAISES), self._found(of_lines, _RAISES))
        return next((_value(one) for one in given if one is not None), "")

    def _found(self, style: str, name: str) -> ET.Element | None:
        """Return a property of a style, or of the nearest one that it is based on."""
        for _ in range(MOST_BASES):
            if (given := self._styles.get(style)) is None:
                return None
            if (found := given.find(f"{W}rPr/{W}{name}")) is not None:
                return found
            style = _value(given.find(f"{W}basedOn"))
        return None


def _written(on: set[str]) -> list[str]:
    """Return the properties as mammoth knows them: it does not know the second kind of striking out."""
    return sorted({"strike" if name == "dstrike" else name for name in on})


def _value(element: ET.Element | None) -> str:
    return "" if element is None else element.get(f"{W}val", "")
