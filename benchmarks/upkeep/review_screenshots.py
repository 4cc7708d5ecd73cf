"""Take the pictures of the review in docs/screenshots, from a project with a glossary.

    python -m benchmarks.upkeep.review_screenshots PROJECT [-o docs/screenshots]

The project is copied first and stays as it is. Look at the pictures before you commit them. Those
in the repository show documents of the United Nations (UN Parallel Corpus v1.0), from which every
seventh English and every eleventh Chinese paragraph was removed so that there is work to do.
"""

import argparse
import html
import os
import pty
import re
import select
import shutil
import sys
import tempfile
import time
from pathlib import Path

from selenium.webdriver import Chrome

from tests.review.browser import Page, serving, start_chromium

SIZE = (1440, 900)


def main() -> None:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("project", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path("docs/screenshots"))
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    driver = start_chromium(f"--window-size={SIZE[0]},{SIZE[1] + 143}")
    try:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / arguments.project.name
            shutil.copy(arguments.project, copy)
            with serving(copy) as address:
                take_pages(Page(driver, address, copy), arguments.output)
            take_terminal(driver, copy, arguments.output)
    finally:
        driver.quit()


def take_pages(page: Page, folder: Path) -> None:
    """Take the views of the page."""
    page.open("/terms").press("a", "a", "j", "r", "j")
    settle(page)
    take(page.driver, folder, "terms-light")
    page.open().press("n", "a", "n", "b", "n", "a", "j", "a", "n")
    settle(page)
    take(page.driver, folder, "pairs-light")
    colour(page.driver, "dark")
    take(page.driver, folder, "pairs-dark")
    page.press("?")
    settle(page)
    take(page.driver, folder, "keys-dark")
    page.press("Escape")
    colour(page.driver, "light")
    page.go_to(next(x.id for x in page.links()[12:] if x.source.size > 1 and x.target))
    page.press("s")
    settle(page)
    take(page.driver, folder, "split-light")
    page.press("Escape")
    page.press("ArrowLeft", "t", *["ArrowRight"] * 8, "Shift+ArrowRight", "Enter")
    page.wait(lambda: page.count("#proposals button") > 0)
    settle(page)
    take(page.driver, folder, "add-term-light")
    page.press("Escape")
    page.run("document.getElementById('below-on').click()")
    settle(page)
    take(page.driver, folder, "filtered-light")


def take_terminal(driver: Chrome, project: Path, folder: Path) -> None:
    """Take a picture of what `--terminal` shows, as a page."""
    shown = run_terminal(project, ["n", "a", "\t"])
    screen = shown[shown.rindex("───\r\n") - 76 :]
    lines = html.escape(screen.replace("\r", ""))
    lines = lines.replace("\x1b[1m", "<b>").replace("\x1b[2m", "<i>")
    lines = re.sub(r"(<b>|<i>)(.*?)\x1b\[0m", lambda m: f"{m[1]}{m[2]}</{m[1][1:]}", lines)
    style = (
        "body{margin:0;background:#1c1d20;color:#ddd;padding:22px}i{font-style:normal;color:#888}"
        "pre{font:15px/1.5 'DejaVu Sans Mono','Noto Sans Mono CJK SC',monospace}b{color:#fff}"
    )
    page = folder / "terminal.html"
    page.write_text(f"<meta charset=utf-8><style>{style}</style><pre>{lines}</pre>", "utf-8")
    driver.set_window_size(960, 560)
    driver.get(page.resolve().as_uri())
    take(driver, folder, "terminal")
    page.unlink()


def run_terminal(project: Path, keys: list[str]) -> str:
    """Output of the terminal review after some keys were pressed."""
    process, screen = pty.fork()
    if process == 0:
        command = [sys.executable, "-m", "aligner", "review", "--terminal", str(project)]
        os.execve(
            command[0], command, {**os.environ, "TERM": "xterm", "COLUMNS": "91", "LINES": "40"}
        )
    seen = b""
    for key in [*keys, "q"]:
        end = time.monotonic() + 30
        while not seen.endswith(b"> ") and time.monotonic() < end:
            if select.select([screen], [], [], 0.2)[0]:
                seen += os.read(screen, 65536)
        if key == "q":
            break
        seen += b" "
        os.write(screen, key.encode())
    os.write(screen, b"q")
    time.sleep(0.5)
    os.close(screen)
    os.waitpid(process, 0)
    return seen.decode("utf-8", "replace")


def settle(page: Page) -> None:
    """Wait until the rows, highlights and counts are there."""
    page.wait(lambda: page.count(".row.waiting") == 0)
    if page.count("#map"):
        page.wait(lambda: page.count("mark") > 3)
    time.sleep(3.5)


def colour(driver: Chrome, scheme: str) -> None:
    """Set the colour scheme, light or dark."""
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    time.sleep(0.5)


def take(driver: Chrome, folder: Path, name: str) -> None:
    """Take a picture of the window."""
    driver.save_screenshot(str(folder / f"{name}.png"))


if __name__ == "__main__":
    main()
