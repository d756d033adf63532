import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[3]
MAIN = """\
import json, sys
try:
    import parcel
except ImportError:
    parcel = None
found = {"words": sys.argv[1:], "prefix": sys.prefix, "parcel": getattr(parcel, "VERSION", None)}
print(json.dumps(found))
"""


@dataclass(frozen=True)
class Checkout:
    """A checkout with our launcher, a service that only tells how it was called, and no packages."""

    folder: Path
    parcels: Path

    @property
    def environment(self) -> Path:
        return self.folder / ".venv"

    def command(self, *words: str) -> list[str]:
        return [sys.executable, str(self.folder / "start"), *words]

    def variables(self, more: Mapping[str, str]) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
        return {**kept, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.parcels), **more}

    def start(self, *words: str, cwd: Path | None = None, **more: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            self.command(*words),
            cwd=cwd or self.folder,
            env=self.variables(more),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def need(self, version: str, *, digest: str | None = None) -> None:
        """Let the lock files name a version of the one package there is."""
        real = hashlib.sha256((self.parcels / wheel_name(version)).read_bytes()).hexdigest()
        line = f"parcel=={version} \\\n    --hash=sha256:{digest or real}\n"
        for name in ("requirements.lock", "requirements-dev.lock"):
            (self.folder / name).write_text(line)


def told(done: "subprocess.CompletedProcess[str]") -> dict[str, Any]:
    """Read what the service told about how it was called."""
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def wheel_name(version: str) -> str:
    return f"parcel-{version}-py3-none-any.whl"


def write_wheel(folder: Path, version: str) -> None:
    """Make the smallest package that pip installs."""
    information = f"parcel-{version}.dist-info"
    files = {
        "parcel.py": f"VERSION = {version!r}\n",
        f"{information}/METADATA": f"Metadata-Version: 2.1\nName: parcel\nVersion: {version}\n",
        f"{information}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{name},sha256={_digest(text)},{len(text)}\n" for name, text in files.items())
    with zipfile.ZipFile(folder / wheel_name(version), "w") as wheel:
        for name, text in files.items():
            wheel.writestr(name, text)
        wheel.writestr(f"{information}/RECORD", f"{record}{information}/RECORD,,\n")


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


def make_checkout(parent: Path) -> Checkout:
    """Make a checkout in which the launcher can be tried."""
    folder = parent / "check out"  # With a space, as people have.
    package = folder / "src" / "snelkoppeling"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "__main__.py").write_text(MAIN)
    shutil.copytree(REPOSITORY / "tools", folder / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(REPOSITORY / "start", folder / "start")
    for name in ("requirements.lock", "requirements-dev.lock"):
        (folder / name).touch()
    parcels = parent / "parcels"
    parcels.mkdir()
    for version in ("1.0", "2.0"):
        write_wheel(parcels, version)
    return Checkout(folder, parcels)
