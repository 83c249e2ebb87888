"""The page in real Chromium."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright
from server import serving

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
REQUIRED = "chromium" in os.environ.get("CALLRISK_REQUIRE", "")

pytestmark = pytest.mark.skipif(CHROMIUM is None and not REQUIRED, reason="no Chromium on this machine")

REPORT = "The singer said on Instagram that the president had telephoned her. The president's office denied that there was a call."


@pytest.fixture(scope="module")
def browser():
    assert CHROMIUM, "CALLRISK_REQUIRE asks for Chromium, and there is none"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address():
    with serving() as address:
        yield address


@pytest.fixture
def page(browser, address):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.goto(address)
    yield page
    assert page.complaints == []
    page.close()


def test_a_report_is_typed_and_answered(page):
    page.get_by_label("The report").fill(REPORT)
    page.get_by_role("button", name="Assess").click()
    assert page.get_by_role("heading", level=2).inner_text() in {"Elevated risk", "High risk", "Not enough to tell"}
    assert "denies the call" in page.get_by_role("table").inner_text()
    assert page.get_by_label("The report").input_value() == REPORT


def test_the_page_is_no_wider_than_a_phone(page):
    page.get_by_label("The report").fill(REPORT + " x" + "y" * 400)
    page.get_by_role("button", name="Assess").click()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_hostile_text_is_shown_as_text(page):
    page.get_by_label("The report").fill("<img src=x onerror=alert(1)> The president rang her, she said.")
    page.get_by_role("button", name="Assess").click()
    assert page.locator("img").count() == 0
    assert page.get_by_label("The report").input_value().startswith("<img")


def test_keyboard_alone_assesses(page):
    page.keyboard.press("Tab")
    page.keyboard.type("Fry the potatoes in butter.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.get_by_role("heading", level=2).inner_text() == "No call reported here"
