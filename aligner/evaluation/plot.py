"""Draws the reliability diagram and the review curve as one SVG with lxml.

It is legible at any size and without colour: lines differ in dash as well as in hue, important
numbers are also written as text, and screen readers get a title and a description.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from lxml import etree

from aligner.evaluation.calibration import Bin, Calibration, ReviewPoint, found_at

SVG = "http://www.w3.org/2000/svg"
PANEL = 340
"""Side of a diagram in SVG units; text is 13 units high, so it is legible at half size."""
LEFT, GAP, TOP, BOTTOM, RIGHT = 70, 100, 84, 74, 40
WIDTH, HEIGHT = LEFT + PANEL + GAP + PANEL + RIGHT, TOP + PANEL + BOTTOM

# Black and two hues that the colour-blind can distinguish (Okabe & Ito), ≥ 4.5 : 1 on white.
INK, FAINT, FIRST, SECOND = "#1a1a1a", "#5f6368", "#0060a0", "#a63d00"
GRID = "#e3e5e8"


@dataclass(frozen=True, slots=True)
class Panel:
    """A square with both axes from 0 to 1, its lower left corner at (x, y)."""

    x: float
    y: float

    def at(self, across: float, up: float) -> tuple[float, float]:
        """The position on the page of a point of the diagram."""
        return round(self.x + across * PANEL, 2), round(self.y - up * PANEL, 2)


def draw_calibration(calibration: Calibration, title: str) -> bytes:
    """The picture as an SVG file: reliability diagram on the left, review curve on the right."""
    # Characters that XML forbids can only come from a strange file name.
    title = "".join(c if c.isprintable() else "\ufffd" for c in title)
    root = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG})  # type: ignore[dict-item]  # lxml: the default
    root.set("viewBox", f"0 0 {WIDTH} {HEIGHT}")
    root.set("width", str(WIDTH))
    root.set("height", str(HEIGHT))
    root.set("role", "img")
    root.set("aria-labelledby", "title description")
    root.set("font-family", "system-ui, 'Noto Sans', 'Noto Sans CJK SC', sans-serif")
    root.set("font-size", "13")
    _add(root, "title", id="title").text = f"Confidence of the alignment: {title}"
    _add(root, "desc", id="description").text = _describe(calibration)
    _add(root, "rect", width=WIDTH, height=HEIGHT, fill="#ffffff")
    _text(root, LEFT, 28, title, size=16, weight="bold")
    _draw_reliability(root, Panel(LEFT, TOP + PANEL), calibration)
    _draw_review(root, Panel(LEFT + PANEL + GAP, TOP + PANEL), calibration)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _describe(calibration: Calibration) -> str:
    filled = [
        f"{b.low:.1f} to {b.high:.1f}: {b.share_right:.2f} of {b.count}"
        for b in calibration.bins
        if b.count
    ]
    reliability = "; ".join(filled) or "not drawn, a confidence is outside 0 to 1"
    marks = (0.05, 0.1, 0.2, 0.3, 0.5)
    curve = calibration.review
    met = [f"{r:.0%} of the links, {found_at(curve, r):.0%}" for r in marks] if curve else []
    review = "; ".join(met) or "not drawn, no link is wrong"
    return (
        f"{calibration.beads} links, {calibration.wrong} of them wrong. Share of right links by "
        f"confidence: {reliability}. Wrong links found, lowest confidence first: {review}."
    )


def _draw_reliability(root: Any, panel: Panel, calibration: Calibration) -> None:
    _frame(root, panel, "confidence", "share of links that are right", _decimal)
    heading = "Is the confidence a probability?"
    note = f"{calibration.beads} links, {calibration.wrong} wrong"
    if calibration.ece is not None:
        note += f" · ECE {calibration.ece:.3f} · Brier {calibration.brier:.3f}"
    _heading(root, panel, heading, note)
    _line(root, panel, ((0, 0), (1, 1)), FAINT, dash="5 4")
    _label(root, panel, (0.03, 0.93), "dashed: perfect calibration")
    filled = [b for b in calibration.bins if b.count]
    _line(root, panel, [(b.confidence, b.share_right) for b in filled], FIRST)
    for bin_ in filled:
        _draw_bin(root, panel, bin_)


def _draw_bin(root: Any, panel: Panel, bin_: Bin) -> None:
    low, high = _wilson(bin_.share_right, bin_.count)
    _line(root, panel, ((bin_.confidence, low), (bin_.confidence, high)), FIRST, width=1.2)
    x, y = panel.at(bin_.confidence, bin_.share_right)
    dot = _add(root, "circle", cx=x, cy=y, r=4.5, fill=FIRST)
    _add(dot, "title").text = (
        f"{bin_.count} links between {bin_.low:.1f} and {bin_.high:.1f}: mean confidence "
        f"{bin_.confidence:.3f}, {bin_.share_right:.3f} right"
    )
    # The number of links, on the side of the point that is away from the diagonal.
    below = bin_.share_right < bin_.confidence
    anchor, shift = ("start", 8) if below else ("end", -8)
    if x + shift > panel.x + PANEL - 30:
        anchor, shift = "end", -8
    _text(root, x + shift, y + (16 if below else -6), str(bin_.count), anchor=anchor, fill=FIRST)


def _draw_review(root: Any, panel: Panel, calibration: Calibration) -> None:
    _frame(root, panel, "links reviewed, lowest confidence first", "wrong links found", _percent)
    curve = calibration.review
    heading = "How soon does review find the errors?"
    if not curve:
        _heading(root, panel, heading, "no link is wrong")
        return
    met = found_at(curve, 0.2)
    note = f"{met:.0%} of the wrong ones in the first 20 %"
    if calibration.auroc_wrong is not None:
        note += f" · AUROC {calibration.auroc_wrong:.3f}"
    _heading(root, panel, heading, note)
    _line(root, panel, ((0, 0), (1, 1)), FAINT, dash="5 4")
    _label(root, panel, (0.97, 0.03), "dashed: in any order", anchor="end")
    share = calibration.wrong / calibration.beads
    _line(root, panel, ((0, 0), (share, 1), (1, 1)), FAINT, dash="1 4")
    _label(root, panel, (0.97, 0.09), "dotted: all errors first", anchor="end")
    _line(root, panel, _thin(curve), SECOND, width=2.2)
    x, y = panel.at(0.2, met)
    dot = _add(root, "circle", cx=x, cy=y, r=4.5, fill=SECOND)
    _add(dot, "title").text = note
    _text(root, x + 9, y + 16, f"{met:.0%} at 20 %", fill=SECOND)


def _thin(curve: Sequence[ReviewPoint]) -> list[ReviewPoint]:
    """The curve with about 500 points at most: more cannot be seen and make the file large."""
    step = max(1, len(curve) // 500)
    return [*curve[:-1:step], curve[-1]]


def _wilson(share: float, count: int) -> tuple[float, float]:
    """Bounds of the 95 % interval of a share (Wilson 1927)."""
    z = 1.96
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    reach = z * sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    reach /= 1 + z * z / count
    return max(0.0, middle - reach), min(1.0, middle + reach)


def _frame(root: Any, panel: Panel, across: str, up: str, show: Callable[[float], str]) -> None:
    for tick in (0, 0.2, 0.4, 0.6, 0.8, 1):
        _line(root, panel, ((tick, 0), (tick, 1)), GRID, width=1)
        _line(root, panel, ((0, tick), (1, tick)), GRID, width=1)
        x, y = panel.at(tick, tick)
        _text(root, x, panel.y + 20, show(tick), anchor="middle", fill=FAINT)
        _text(root, panel.x - 9, y + 4.5, show(tick), anchor="end", fill=FAINT)
    _line(root, panel, ((0, 1), (0, 0), (1, 0)), INK, width=1.2)
    _text(root, panel.x + PANEL / 2, panel.y + 46, across, anchor="middle")
    x, y = panel.x - 50, panel.y - PANEL / 2
    label = _text(root, x, y, up, anchor="middle")
    label.set("transform", f"rotate(-90 {x:g} {y:g})")


def _heading(root: Any, panel: Panel, heading: str, note: str) -> None:
    top = panel.y - PANEL
    _text(root, panel.x, top - 30, heading, size=14, weight="bold")
    _text(root, panel.x, top - 11, note, fill=FAINT)


def _label(
    root: Any, panel: Panel, point: tuple[float, float], text: str, *, anchor: str = "start"
) -> None:
    x, y = panel.at(*point)
    _text(root, x, y, text, size=12, fill=FAINT, anchor=anchor)


def _line(
    root: Any,
    panel: Panel,
    points: Sequence[tuple[float, float]],
    colour: str,
    *,
    width: float = 1.6,
    dash: str = "",
) -> None:
    places = " ".join("{:g},{:g}".format(*panel.at(*point)) for point in points)
    line = _add(root, "polyline", points=places, fill="none", stroke=colour)
    line.set("stroke-width", f"{width:g}")
    line.set("stroke-linejoin", "round")
    if dash:
        line.set("stroke-dasharray", dash)


def _text(
    root: Any,
    x: float,
    y: float,
    text: str,
    *,
    size: int = 13,
    fill: str = INK,
    anchor: str = "start",
    weight: str = "normal",
) -> Any:
    element = _add(root, "text", x=f"{x:g}", y=f"{y:g}", fill=fill)
    element.set("font-size", str(size))
    element.set("text-anchor", anchor)
    element.set("font-weight", weight)
    element.text = text
    return element


def _add(parent: Any, tag: str, **attributes: object) -> Any:
    element = etree.SubElement(parent, f"{{{SVG}}}{tag}")
    for name, value in attributes.items():
        element.set(name, str(value))
    return element


def _decimal(value: float) -> str:
    return f"{value:.1f}"


def _percent(value: float) -> str:
    return f"{value:.0%}"
