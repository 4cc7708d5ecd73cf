"""The picture of the calibration."""

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from aligner.evaluation.calibration import Judged, measure_calibration
from aligner.evaluation.plot import HEIGHT, SVG, WIDTH, draw_calibration

NAMES = {"s": SVG}
some = st.lists(st.builds(Judged, st.floats(0, 1), st.booleans()), min_size=1, max_size=40)


@given(some, st.text(max_size=20))
@settings(deadline=None, max_examples=40)
def test_it_is_a_picture_with_a_name_and_a_description(judged: list[Judged], title: str) -> None:
    """A screen reader gets both; all lies on the page; the bytes are always the same."""
    picture = draw_calibration(measure_calibration(judged), title)
    assert picture == draw_calibration(measure_calibration(judged), title)
    root = etree.fromstring(picture)
    assert root.get("role") == "img"
    labels = (root.get("aria-labelledby") or "").split()
    assert [bool(root.xpath(f"//*[@id='{label}']/text()")) for label in labels] == [True, True]
    for line in root.iterfind("s:polyline", NAMES):
        for point in (line.get("points") or "").split():
            x, y = map(float, point.split(","))
            assert 0 <= x <= WIDTH
            assert 0 <= y <= HEIGHT


def test_the_description_has_the_figures() -> None:
    """What the diagram shows is also given in words."""
    judged = [Judged(0.95, True)] * 9 + [Judged(0.95, False)]
    root = etree.fromstring(draw_calibration(measure_calibration(judged), "a chapter"))
    description = root.findtext("s:desc", namespaces=NAMES) or ""
    assert "10 links, 1 of them wrong" in description
    assert "0.9 to 1.0: 0.90 of 10" in description


def test_nothing_wrong_and_no_probabilities_are_drawn_as_such() -> None:
    """An empty diagram says why it is empty."""
    flawless = draw_calibration(measure_calibration([Judged(0.9, True)]), "a").decode()
    assert "no link is wrong" in flawless
    unbounded = draw_calibration(
        measure_calibration([Judged(7, True), Judged(3, False)]), "a"
    ).decode()
    assert "outside 0 to 1" in unbounded


def test_a_large_curve_stays_small() -> None:
    """A hundred thousand links make a picture of under 100 kB."""
    judged = [Judged(i / 100_000, i % 3 > 0) for i in range(100_000)]
    assert len(draw_calibration(measure_calibration(judged), "large")) < 100_000
