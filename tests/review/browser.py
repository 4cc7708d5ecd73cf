"""A real Chromium on a real review server, for tests."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from selenium import webdriver
from selenium.webdriver import ActionChains
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.keys import Keys

from aligner.bitext import Link
from aligner.project.store import Project
from aligner.review.app import create_app
from aligner.review.guard import Access
from aligner.review.server import listen

PATIENCE = 60.0
"""Seconds that a page may take on a busy machine; no test measures time."""

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
CHROMEDRIVER = shutil.which("chromedriver")


def start_chromium(*arguments: str) -> webdriver.Chrome:
    """A browser without a window."""
    options = Options()
    assert CHROMIUM
    options.binary_location = CHROMIUM
    wanted = ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1440,960")
    for argument in (*wanted, "--force-device-scale-factor=1", *arguments):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options=options, service=Service(CHROMEDRIVER))


@contextmanager
def serving(path: Path, port: int = 0) -> Iterator[str]:
    """The address of a review server for a project, in this process."""
    listener = listen("127.0.0.1", port)
    number = listener.getsockname()[1]
    app = create_app(path, Access(port=number))
    config = uvicorn.Config(app, log_level="error", lifespan="off", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{number}"
    finally:
        server.should_exit = True
        thread.join(PATIENCE)
        listener.close()


def read_log(driver: webdriver.Chrome, kind: str) -> list[dict[str, Any]]:
    """What the browser wrote since last time: "browser" is the console."""
    entries: list[dict[str, Any]] = driver.get_log(kind)  # type: ignore[no-untyped-call]
    return entries


class Page:
    """The pairs or terms page as a person at the keyboard has it."""

    def __init__(self, driver: webdriver.Chrome, address: str, path: Path) -> None:
        self.driver = driver
        self.address = address
        self.path = path
        driver.get("about:blank")  # the page of an earlier test may still ask its stopped server
        for kind in ("browser", "performance"):
            read_log(driver, kind)  # what earlier tests left there

    def open(self, where: str = "/") -> "Page":
        """Open a view and wait until it takes keys."""
        self.driver.get("about:blank")
        self.driver.get(self.address + where)
        self.wait(lambda: self.run("return document.body.dataset.ready"))
        return self

    def run(self, script: str, *values: Any) -> Any:
        """The result of a script."""
        return self.driver.execute_script(script, *values)

    def press(self, *keys: str) -> "Page":
        """Press keys, one after the other; "Ctrl+ArrowUp" or "Shift+M" for more at once."""
        for key in keys:
            actions = ActionChains(self.driver, duration=0)
            *held, last = key.split("+") if len(key) > 1 else [key]
            for name in held:
                actions.key_down(_KEYS[name])
            actions.send_keys(_KEYS.get(last, last))
            for name in held:
                actions.key_up(_KEYS[name])
            actions.perform()
        return self

    def type(self, text: str) -> "Page":
        """Type into what has the focus."""
        self.driver.switch_to.active_element.send_keys(text)
        return self

    def wait(self, test: Callable[[], Any]) -> Any:
        """The first true answer of `test`; fails when there is none in time."""
        end = time.monotonic() + PATIENCE
        while True:
            found = test()
            if found:
                return found
            assert time.monotonic() < end, f"{self.message!r}; {read_log(self.driver, 'browser')}"
            time.sleep(0.02)

    def wait_for(self, words: str) -> None:
        """Wait until the status line shows some words."""
        self.wait(lambda: words in self.message)

    @property
    def message(self) -> str:
        """The text of the status line."""
        return str(self.run("return document.getElementById('status-line')?.textContent ?? ''"))

    @property
    def current(self) -> int:
        """The id of the row the reader is on."""
        return int(self.run("return document.querySelector('.row.current')?.dataset.id ?? 0"))

    def text(self, selector: str) -> str:
        """The text of an element."""
        found = self.run(
            "const e = document.querySelector(arguments[0]); return e ? e.innerText : ''", selector
        )
        return str(found)

    def count(self, selector: str) -> int:
        """How many elements there are."""
        return int(self.run("return document.querySelectorAll(arguments[0]).length", selector))

    def links(self) -> list[Link]:
        """The links in the project file now."""
        with Project.open(self.path) as project:
            return project.links(project.names()[0])

    def link(self, number: int) -> Link:
        """A link in the project file now."""
        return next(link for link in self.links() if link.id == number)

    def go_to(self, number: int) -> None:
        """Go to the row of a link."""
        row = [link.id for link in self.links()].index(number) + 1
        self.press("g")
        self.wait(lambda: self.run("return document.getElementById('goto').open"))
        self.driver.switch_to.active_element.send_keys(f"{row}", Keys.ENTER)
        self.wait(lambda: self.current == number)

    def problems(self) -> list[str]:
        """Errors and warnings on the console so far."""
        return [
            entry["message"]
            for entry in read_log(self.driver, "browser")
            # A refused edit is an HTTP status that the browser reports by itself.
            if not any(f"status of {status}" in entry["message"] for status in (409, 422))
        ]


_KEYS = {
    "Ctrl": Keys.CONTROL,
    "Shift": Keys.SHIFT,
    "Alt": Keys.ALT,
    "Enter": Keys.ENTER,
    "Escape": Keys.ESCAPE,
    "Backspace": Keys.BACKSPACE,
    "Space": " ",
    "Tab": Keys.TAB,
    "Home": Keys.HOME,
    "End": Keys.END,
    "PageDown": Keys.PAGE_DOWN,
    "ArrowUp": Keys.ARROW_UP,
    "ArrowDown": Keys.ARROW_DOWN,
    "ArrowLeft": Keys.ARROW_LEFT,
    "ArrowRight": Keys.ARROW_RIGHT,
    "F2": Keys.F2,
}
