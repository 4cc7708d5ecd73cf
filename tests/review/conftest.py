"""Projects and clients for the tests of the review."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from starlette.testclient import TestClient

from aligner.project.store import Project
from aligner.review.reviewer import Reviewer
from tests.review.api_client import make_client
from tests.review.browser import CHROMEDRIVER, CHROMIUM, Page, serving, start_chromium
from tests.review.sample_projects import make_large, make_terms, save_project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project of forty sentences a side, with terms."""
    bitext = make_large(40)
    return save_project(tmp_path / "essay.duizhao", bitext, terms=make_terms(bitext))


@pytest.fixture
def project(path: Path) -> Iterator[Project]:
    """The project of forty sentences, open."""
    with Project.open(path) as opened:
        yield opened


@pytest.fixture
def reviewer(project: Project) -> Reviewer:
    """Somebody who reviews it."""
    return Reviewer(project, "essay")


@pytest.fixture
def client(path: Path) -> TestClient:
    """A browser that plays by the rules."""
    return make_client(path)


@pytest.fixture(scope="session")
def driver() -> Iterator[Chrome]:
    """One Chromium for all tests."""
    if not (CHROMIUM and CHROMEDRIVER):
        pytest.skip("Chromium and chromedriver are not installed on this machine.")
    browser = start_chromium()
    yield browser
    browser.quit()


@pytest.fixture
def page(driver: Chrome, path: Path) -> Iterator[Page]:
    """The pairs page of the project, open."""
    with serving(path) as address:
        yield Page(driver, address, path).open()
