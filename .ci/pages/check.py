"""Opens every page of a tour, narrow and wide, light and dark, and on paper.

    check.py FOLDER [SCREENSHOTS]
"""

import base64
import pathlib
import sys
import urllib.parse

from browser import Browser

WIDTHS = [320, 768, 1280]
THEMES = ["light", "dark"]
LOOK = pathlib.Path(__file__).with_name("look.js").read_text()


def heard(browser):
    """What the browser complained about, and what it asked for besides the page."""
    for message in browser.heard:
        method, said = message.get("method"), message.get("params", {})
        if method == "Runtime.exceptionThrown":
            yield f"throws {said['exceptionDetails']['text']}"
        elif method == "Runtime.consoleAPICalled":
            yield f"writes to the console: {said['args']}"
        elif method == "Log.entryAdded" and said["entry"]["level"] in ("warning", "error"):
            yield f"is complained about: {said['entry']['text']}"
        elif method == "Network.loadingFailed":
            yield f"asks for something that fails: {said['errorText']}"
        elif method == "Network.requestWillBeSent" and said["type"] != "Document":
            if not said["request"]["url"].startswith("data:"):
                yield f"asks for {said['request']['url']}"


def missing(links, folder):
    """Links that lead to no file of the tour."""
    for link in links:
        parts = urllib.parse.urlsplit(link)
        path = pathlib.Path(urllib.parse.unquote(parts.path)).resolve()
        if parts.scheme != "file":
            yield f"links to {link}"
        elif not path.exists() or folder not in path.parents:
            yield f"links to {path}, which is not there"


def check(browser, folder, page, shots):
    """What is wrong with a page, each thing once."""
    found = {}
    for theme in THEMES:
        feature = {"name": "prefers-color-scheme", "value": theme}
        browser.call("Emulation.setEmulatedMedia", features=[feature])
        for width in WIDTHS:
            browser.call(
                "Emulation.setDeviceMetricsOverride",
                width=width,
                height=800,
                deviceScaleFactor=1,
                mobile=False,
            )
            browser.open(page.as_uri())
            seen = browser.evaluate(LOOK)
            wrong = [*seen["wrong"], *heard(browser), *missing(seen["links"], folder)]
            for text in wrong:
                found.setdefault(text, f"{width} px, {theme}")
            if shots:
                shoot(browser, shots / f"{page.parent.name}-{width}-{theme}.png")
    paper = base64.b64decode(browser.call("Page.printToPDF", printBackground=False)["data"])
    if not paper.startswith(b"%PDF") or len(paper) < 10_000:
        found["does not print"] = "on paper"
    if shots:
        (shots / f"{page.parent.name}.pdf").write_bytes(paper)
    return found


def shoot(browser, file):
    """The whole page as a picture."""
    picture = browser.call("Page.captureScreenshot", captureBeyondViewport=True)
    file.write_bytes(base64.b64decode(picture["data"]))


def main():
    folder = pathlib.Path(sys.argv[1]).resolve()
    shots = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    if shots:
        shots.mkdir(parents=True, exist_ok=True)
    pages = sorted(folder.glob("index.html")) + sorted(folder.glob("*/index.html"))
    if len(pages) < 2 or pages[0].parent != folder:
        sys.exit(f"{folder} holds no tour: run the laboratory first")
    wrong = 0
    browser = Browser()
    try:
        for page in pages:
            found = check(browser, folder, page, shots)
            wrong += len(found)
            print(f"{page.relative_to(folder)}: {len(found) or 'nothing'} wrong")
            for text, where in found.items():
                print(f"  {text} ({where})")
    finally:
        browser.close()
    sys.exit(1 if wrong else 0)


main()
