"""Opens a page in a real browser, as a person sees it, and reads what is there."""

import html
import re
import shutil
import subprocess
import tempfile
import zlib
from dataclasses import dataclass
from pathlib import Path

OPENS_WITHIN_SECONDS = 60
OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--disable-dev-shm-usage",
)  # fmt: skip


def find_browser() -> str | None:
    """Find a Chromium; None when there is none on this machine."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page came to, once its styles were applied."""

    dom: str

    @property
    def text(self) -> str:
        """The words of it, on one line."""
        without_code = re.sub(r"<(style|script|head).*?</\1>", " ", self.dom, flags=re.DOTALL)
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", without_code)).split())


def opened(browser: str, url: str) -> Page:
    """Open a page and read it."""
    return Page(_run(browser, "--dump-dom", url))


def ground_colour(browser: str, url: str, folder: Path, *, width: int) -> tuple[int, int, int]:
    """Take a picture of a page, and give the colour of its corner."""
    place = folder / "page.png"
    _run(browser, f"--window-size={width},800", f"--screenshot={place}", url)
    content = place.read_bytes()
    # A PNG's first row begins with the number of its filter; whichever that is, the first pixel is itself.
    start = content.index(b"IDAT") + 4
    row = zlib.decompressobj().decompress(content[start:], 8)
    return (row[1], row[2], row[3])


def _run(browser: str, *words: str) -> str:
    with tempfile.TemporaryDirectory(prefix="chromium-") as profile:
        done = subprocess.run(
            [browser, *OPTIONS, f"--user-data-dir={profile}", *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            text=True,
            timeout=OPENS_WITHIN_SECONDS,
        )
    return done.stdout
