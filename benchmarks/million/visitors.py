"""People who sign in at the running service as anyone does, and keep the cookie of their session."""

from __future__ import annotations

import http.client
import re
from dataclasses import dataclass
from html import unescape
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

SIGN_IN = "/account/sign-in/"
_FORM = re.compile(r"<form[^>]*action=\"([^\"]*)\"[^>]*>(.*?)</form>", re.DOTALL)
_INPUT = re.compile(r"<input[^>]*>")
_ATTRIBUTE = re.compile(r"(\w+)=\"([^\"]*)\"")


class SignInFailed(Exception):
    """The service did not let someone in whom the benchmark had given an account."""


@dataclass(frozen=True)
class Answer:
    """What the service answered: the status, where it leads on, and the page."""

    status: int
    location: str
    page: str


class Browser:
    """Keeps cookies, and sends forms as a person would: with every hidden field that the page has."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self._cookies: dict[str, str] = {}

    @property
    def cookie(self) -> str:
        """The header that makes a request one of this person's."""
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())

    def get(self, path: str) -> Answer:
        """Look at a page."""
        return self._ask("GET", path)

    def post(self, path: str, **fields: str) -> Answer:
        """Fill in the form of this address that the page of this address shows, and send it."""
        hidden = _fields_of(self.get(path).page, path)
        return self._ask("POST", path, urlencode({**hidden, **fields}))

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=60)
        place = f"http://{self.host}:{self.port}"
        headers = {"Cookie": self.cookie, "Referer": f"{place}{path}", "Origin": place}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            for line in answer.headers.get_all("Set-Cookie") or ():
                self._cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
            page = answer.read().decode("utf-8", "replace")
            return Answer(answer.status, answer.headers.get("Location", ""), page)
        finally:
            connection.close()


def sign_in(host: str, port: int, email: str, password: str) -> Browser:
    """Someone who has signed in. Raises SignInFailed."""
    browser = Browser(host, port)
    answer = browser.post(SIGN_IN, login=email, password=password)
    if answer.status != http.client.FOUND or SIGN_IN in answer.location:
        raise SignInFailed(f"{email} was answered with {answer.status}.")
    return browser


def _fields_of(page: str, path: str) -> dict[str, str]:
    """The fields of the form that is sent to an address, with what stands in them."""
    for action, inside in _FORM.findall(page):
        if urlsplit(unescape(action)).path in (path, ""):
            found = (dict(_ATTRIBUTE.findall(one)) for one in _INPUT.findall(inside))
            return {one["name"]: unescape(one.get("value", "")) for one in found if "name" in one}
    return {}
