"""A real browser before a real server: journeys as officers take them, each page tried for accessibility."""

import os
import shutil
from pathlib import Path
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connections
from playwright.sync_api import Page

from tests.conftest import lacking
from upheld.domains.access.commands import grant_role, open_account
from upheld.domains.access.queries import Role
from upheld.kernel import clock
from upheld.kernel.identifiers import SYSTEM, new_id
from upheld.web import static_files

# Playwright's event loop stands around each test; the tests themselves are synchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PASSWORD = "three quiet lanterns"
WIDTHS = (1280, 320)
BUILT = Path(static_files.__file__).parent / "static" / "upheld" / "upheld.css"

_FLAGS = (
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
_OVERFLOWS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def pytest_collection_modifyitems(items):
    """Every journey needs the browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def base_url():
    """None: journeys name whole addresses. It takes the place of a fixture of pytest-playwright that pytest
    9 warns of.
    """
    return None


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium, which talks to nobody but us."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        lacking("Chromium is not installed: run scripts/chromium")
    if not BUILT.is_file():
        lacking("The styles are not built: run make setup")
    flags = [*_FLAGS, "--no-sandbox"] if os.geteuid() == 0 else list(_FLAGS)
    return {**browser_type_launch_args, "executable_path": chromium, "args": flags}


@pytest.fixture(scope="session", autouse=True)
def _the_server_lets_go_of_the_database():
    """A browser keeps its connection to the server open, and a server's thread its connection to the
    database: not here.
    """
    default = connections.settings["default"]
    kept, default["CONN_MAX_AGE"] = default["CONN_MAX_AGE"], 0
    yield
    default["CONN_MAX_AGE"] = kept


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def page(page: Page):
    """A page on which no script fails and nothing is refused by the content security policy."""
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    yield page
    assert [text for text in wrong if "Failed to load resource" not in text] == []


@pytest.fixture
def someone():
    """Opens an account that can sign in: someone(name, email, role) -> its id."""

    def open_for(
        name: str, email: str, role: Role | None = Role.OFFICER, office_id: UUID | None = None
    ) -> UUID:
        at = clock.now()
        account_id = open_account(name=name, email=email, password=PASSWORD, by=SYSTEM, at=at)
        if role:
            grant_role(
                account_id=account_id,
                role=role,
                office_id=office_id or new_id(),
                starts_on=clock.today(),
                reason="So that this journey can be taken",
                by=SYSTEM,
                at=at,
            )
        return account_id

    return open_for


@pytest.fixture
def sign_in(live_server):
    """Signs someone in on a page, as they would: sign_in(page, email)."""

    def as_they_would(page: Page, email: str, password: str = PASSWORD) -> None:
        page.goto(f"{live_server.url}/account/sign-in/")
        page.get_by_label("Email address").fill(email)
        page.get_by_label("Password", exact=True).fill(password)
        page.get_by_role("button", name="Sign in", exact=True).click()

    return as_they_would


@pytest.fixture
def expect_accessible():
    """Tries a page wide and narrow: expect_accessible(page, "my-day").

    Nothing that axe finds, nothing wider than the screen. The pictures are kept where UPHELD_SCREENSHOTS
    says.
    """

    def tried(page: Page, name: str) -> None:
        before = page.viewport_size
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            _keep_picture(page, f"{name}-{width}")
            found = Axe().run(page)
            assert found.violations_count == 0, f"{name} at {width} px:\n{found.generate_report()}"
            assert not page.evaluate(_OVERFLOWS), f"{name} is wider than {width} px"
        page.set_viewport_size(before)

    return tried


def _keep_picture(page: Page, name: str) -> None:
    folder = os.environ.get("UPHELD_SCREENSHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
