"""Pages elsewhere send our forms in a real browser: none is taken, and our own are, also behind the proxy.

A pupil sits in a class. Another page sends the form of the door with the code of another class: from an address of
its own, from a `data:` page, without a referrer, from within a sealed frame. Over http the browser says where a form
comes from by Origin alone, since 127.0.0.1 is the one http address that it trusts with more; so both are tried.
"""

import base64
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright

from tests.web.nginx import NAME, proxy

FORM = '<form method="post" action="{place}/en/class/join"><input name="code" value="{code}"></form>'
SENT = "<script>document.forms[0].submit()</script>"
PLAIN = f"<!doctype html><title>x</title>{FORM}{SENT}"
SILENT = f'<!doctype html><meta name="referrer" content="no-referrer"><title>x</title>{FORM}{SENT}'
SEALED = "<!doctype html><title>x</title><iframe sandbox='allow-scripts allow-forms' srcdoc='{inner}'></iframe>"


@contextmanager
def elsewhere(pages: dict[str, str]) -> Iterator[str]:
    """Another site, at another name and port of this machine."""

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(self.path, "").encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://elsewhere.test:{server.server_port}"
        server.shutdown()


@pytest.fixture
def place(server: str, tmp_path: Path, way: str) -> Iterator[str]:
    """The address of the site as a browser goes there."""
    port = urlsplit(server).port
    assert port
    if way == "behind the proxy":
        with proxy(tmp_path, [port]) as before:
            yield f"https://{NAME}:{before.secure}"
    else:
        yield f"http://school.test:{port}" if way == "by its name" else server


@pytest.fixture
def context(playwright: Playwright, browser_type_launch_args: dict[str, Any]) -> Iterator[BrowserContext]:
    """A browser that finds the names of this test on this machine, and no others."""
    rules = ", ".join(f"MAP {name} 127.0.0.1" for name in (NAME, "school.test", "elsewhere.test"))
    arguments = [*browser_type_launch_args["args"], f"--host-resolver-rules={rules}"]
    own = playwright.chromium.launch(**{**browser_type_launch_args, "args": arguments})
    context = own.new_context(ignore_https_errors=True)
    context.set_default_timeout(15_000)
    yield context
    own.close()


def begun(context: BrowserContext, place: str) -> tuple[Page, str]:
    """A class: its teacher's page, and its code."""
    page = context.new_page()
    page.goto(f"{place}/en/class/")
    page.click("main a.button >> nth=0")
    page.get_by_role("button", name="TikTok", exact=True).click()
    page.wait_for_url("**/class/host/*")
    return page, page.inner_text(".bigcode")


def attacks(place: str, code: str) -> dict[str, str]:
    plain, silent = (text.format(place=place, code=code) for text in (PLAIN, SILENT))
    return {"/plain": plain, "/silent": silent, "/sealed": SEALED.format(inner=plain.replace("'", "&#39;"))}


@pytest.mark.parametrize("way", ["directly", "by its name", "behind the proxy"])
def test_a_form_that_a_page_elsewhere_sends_is_refused_and_our_own_are_taken(
    context: BrowserContext, place: str
) -> None:
    _, other = begun(context, place)
    teacher, code = begun(context, place)
    pupil = context.new_page()
    pupil.goto(f"{place}/en/class/join?code={code}")
    pupil.locator("main form button").first.click()
    pupil.wait_for_url("**/class/seat")
    [seat] = context.cookies()
    pages = attacks(place, other)
    with elsewhere(pages) as site:
        encoded = base64.b64encode(pages["/plain"].encode()).decode()
        for address in (*(f"{site}{path}" for path in pages), f"data:text/html;base64,{encoded}"):
            victim = context.new_page()
            with victim.expect_response(lambda answer: answer.request.method == "POST") as got:
                victim.goto(address, wait_until="commit")
            assert got.value.status == 403, address
            assert context.cookies() == [seat], address
    with teacher.expect_navigation():
        teacher.click('#big[value="open"]')
    pupil.goto(f"{place}/en/class/seat")
    assert pupil.locator("input[name=option]").count() > 2
    pupil.locator("input[name=option]").first.check(force=True)
    with pupil.expect_response(lambda answer: answer.request.method == "POST") as own:
        pupil.locator("main form button").first.click()
    assert own.value.status == 303
