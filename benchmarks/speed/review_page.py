"""How fast the review page is at 50,000 links: first paint, keys and search, in a real Chromium.

    python -m benchmarks.speed.review_page [--links 50000] [--json]

The time of a key runs from the browser's time stamp of the key press (so that waiting counts) to
the frame that shows its effect; what it changed is saved by then. Run it on a quiet machine.
"""

import argparse
import json
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.review.browser import Page, serving, start_chromium
from tests.review.sample_projects import make_large, make_terms, save_project

WATCH = """
window.effects = [];
let pressed = 0;
addEventListener('keydown', (event) => { pressed = event.timeStamp; }, true);
new MutationObserver(() => {
  if (!pressed) return;
  const from = pressed;
  pressed = 0;
  requestAnimationFrame(() => setTimeout(() => window.effects.push(performance.now() - from)));
}).observe(document.getElementById('grid'), {subtree: true, childList: true, attributes: true});
"""

KEYS: dict[str, tuple[str, ...]] = {
    "next row": ("j",),
    "other column": ("ArrowRight", "ArrowLeft"),
    "next uncertain": ("n",),
    "last and first row": ("End", "Home"),
    "accept": ("a",),
    "bookmark": ("b",),
    "merge and undo": ("m", "z"),
    "no counterpart and undo": ("x", "z"),
}

REPEATS = 15


def main() -> None:
    """Measure and print a table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--links", type=int, default=50_000)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bitext = make_large(arguments.links)
        path = save_project(Path(folder) / "large.duizhao", bitext, terms=make_terms(bitext))
        with serving(path) as address:
            driver = start_chromium()
            try:
                figures = measure(Page(driver, address, path))
            finally:
                driver.quit()
    figures["links"] = len(bitext.links)
    if arguments.json:
        print(json.dumps(figures, indent=2))
    else:
        show(figures)


def measure(page: Page) -> dict[str, Any]:
    """Measure first paint, keys and search, in milliseconds."""
    paints = [first_paint(page) for _ in range(7)]
    figures: dict[str, Any] = {name: summary([p[name] for p in paints]) for name in paints[0]}
    page.run(WATCH)
    page.press("g")
    page.type("20000").press("Enter")
    page.wait(lambda: page.run("return document.querySelector('.row.current .number')"))
    time.sleep(2)
    for name, keys in KEYS.items():
        figures[f"key: {name}"] = summary(press(page, keys))
    figures["rows in the page"] = page.count(".row")
    figures["search"] = summary([search(page, word) for word in ("Soviet", "邓小平", "zzz")])
    return figures


def first_paint(page: Page) -> dict[str, float]:
    """Time from the start of the navigation to the first rows, and to the whole list."""
    page.open()
    script = """
    const at = (name) => performance.getEntriesByName(name)[0]?.startTime ?? 0;
    return {'first contentful paint': at('first-contentful-paint'), 'first rows': at('first-rows'),
            'whole list': at('ready')};
    """
    found: dict[str, float] = page.run(script)
    return found


def press(page: Page, keys: tuple[str, ...]) -> list[float]:
    """Times of many presses, one by one, in milliseconds."""
    page.run("window.effects = []")
    done = 0
    for _ in range(REPEATS):
        for key in keys:
            page.press(key)
            done += 1
            page.wait(lambda wanted=done: page.run("return window.effects.length") >= wanted)  # type: ignore[misc]
            time.sleep(0.15)
    return list(page.run("return window.effects"))


def search(page: Page, words: str) -> float:
    """Time from the last letter to the rows found; the page waits 200 ms for further letters."""
    page.press("/")
    before = page.text("#found")
    start = time.perf_counter()
    page.run(
        "const e = document.getElementById('words'); e.value = arguments[0];"
        "e.dispatchEvent(new Event('input', {bubbles: true}))",
        words,
    )
    page.wait(lambda: page.text("#found") not in {"", before})
    taken = (time.perf_counter() - start) * 1000
    page.press("Escape")
    return taken


def summary(times: list[float]) -> dict[str, float]:
    """Median, 95th percentile, maximum and number of the times."""
    ordered = sorted(times)
    return {
        "median": round(statistics.median(ordered), 1),
        "p95": round(ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))], 1),
        "max": round(ordered[-1], 1),
        "n": len(ordered),
    }


def show(figures: dict[str, Any]) -> None:
    """Print a table in Markdown."""
    print(f"{figures.pop('links'):,} links; {figures.pop('rows in the page')} rows in the page\n")
    print("| what | median, ms | 95 % below, ms | most, ms | n |")
    print("|---|---|---|---|---|")
    for name, found in figures.items():
        print(f"| {name} | {found['median']} | {found['p95']} | {found['max']} | {found['n']} |")


if __name__ == "__main__":
    main()
