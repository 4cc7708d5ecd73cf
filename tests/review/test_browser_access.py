"""The page for everybody: without findings of axe-core, with what a screen reader needs."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.review.browser import Page

pytestmark = pytest.mark.browser

AXE = Path(os.environ.get("DUIZHAO_AXE", "node_modules/axe-core/axe.min.js"))
"""Not part of this project (MPL-2.0): `npm install --no-save axe-core@4` brings it."""


@pytest.fixture(scope="session")
def axe() -> str:
    """The checker's script."""
    places = (AXE, Path(__file__).parents[2] / AXE)
    for place in places:
        if place.is_file():
            return place.read_text("utf-8")
    pytest.skip("axe-core is not installed: npm install --no-save axe-core@4")


VIEWS: dict[str, tuple[str, tuple[str, ...]]] = {
    "pairs": ("/", ("n",)),
    "keys": ("/", ("?",)),
    "note": ("/", ("i",)),
    "split": ("/", ("s",)),
    "edit": ("/", ("e",)),
    "terms": ("/terms", ("j", "a")),
    "edit a term": ("/terms", ("e",)),
}


@pytest.mark.parametrize(
    ("view", "scheme"), [*((view, "light") for view in VIEWS), ("pairs", "dark"), ("terms", "dark")]
)
def test_axe_finds_nothing(page: Page, axe: str, view: str, scheme: str) -> None:
    """No finding of any weight, in both colour schemes."""
    place, keys = VIEWS[view]
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    page.open(place).press(*keys)
    page.wait(lambda: page.count(".row") > 3)
    page.run(axe)
    found: dict[str, Any] = page.driver.execute_async_script(
        "const done = arguments[arguments.length - 1]; axe.run().then(done)"
    )
    told = [
        (finding["id"], finding["impact"], [node["html"][:120] for node in finding["nodes"]][:3])
        for finding in found["violations"]
    ]
    assert told == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_dimmed_rows(page: Page, axe: str, scheme: str) -> None:
    """Context is paler, but not too pale to read."""
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    page.run("document.querySelector('[value=empty]').click()")
    page.wait(lambda: page.count(".row.context") > 0)
    page.run(axe)
    found: dict[str, Any] = page.driver.execute_async_script(
        "const done = arguments[arguments.length - 1]; axe.run().then(done)"
    )
    assert [finding["nodes"][0]["html"][:200] for finding in found["violations"]] == []


def test_the_grid_names_its_rows_and_the_active_cell(page: Page) -> None:
    """Only some rows are drawn, but each says which of how many it is."""
    page.press("j", "ArrowRight")
    link = page.links()[1]
    grid = "document.getElementById('grid')"
    wanted = f"cell-{link.id}-target"
    page.wait(lambda: page.run(f"return {grid}.getAttribute('aria-activedescendant')") == wanted)
    assert page.run(f"return {grid}.getAttribute('aria-rowcount')") == str(len(page.links()))
    assert page.run(f"return document.getElementById('row-{link.id}').ariaRowIndex") == "2"
    assert page.run("return document.activeElement.id") == "grid"


def test_what_happens_is_said_aloud(page: Page) -> None:
    """A live region repeats what the status line shows, and where the reader is."""
    page.press("b")
    page.wait(lambda: "Bookmark. Saved." in page.text("#announcer"))
    page.press("j")
    page.wait(lambda: page.text("#announcer").startswith("Row 2, confidence"))


def test_motion_is_reduced_on_request(page: Page) -> None:
    """The caret does not blink."""
    features = [{"name": "prefers-reduced-motion", "value": "reduce"}]
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    page.press("s")
    page.wait(lambda: page.count(".caret") == 1)
    name = "return getComputedStyle(document.querySelector('.caret')).animationName"
    assert page.run(name) == "none"
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_every_button_can_be_reached_and_shows_its_focus(page: Page) -> None:
    """Tab goes through chooser, filters, grid and actions; the focus has an outline."""
    reached = set()
    for _ in range(45):
        page.press("Tab")
        reached.add(
            page.run(
                "const e = document.activeElement; const s = getComputedStyle(e);"
                "const shown = s.outlineStyle !== 'none' || e.id === 'grid' || e === document.body;"
                "return (e.id || e.textContent.trim()) + '|' + shown"
            )
        )
    names = {name.split("|")[0] for name in reached}
    assert {"grid", "words", "below", "context", "show-keys"} <= names
    assert any(name.startswith("Accept") for name in names)
    assert [name for name in reached if not name.endswith("true")] == []
