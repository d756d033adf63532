from pathlib import Path

import pytest

from tools.installing import clean, explain, requirements

FOLDER = Path("/somewhere/.venv")


def test_a_lock_file_names_each_package_once_with_its_version() -> None:
    lock = (
        "# made by a tool\n"
        "anyio==4.1.0 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n    # via httpx\n"
        "uvloop==0.2 ; sys_platform != 'win32' \\\n    --hash=sha256:cc\n"
    )

    assert requirements(lock) == {("anyio", "4.1.0"), ("uvloop", "0.2")}


def test_settings_of_the_user_that_lead_pip_elsewhere_are_left_out() -> None:
    variables = {"PIP_TARGET": "/x", "PYTHONPATH": "/y", "HTTPS_PROXY": "proxy", "PIP_INDEX_URL": "own"}

    assert clean(variables) == {"HTTPS_PROXY": "proxy", "PIP_INDEX_URL": "own"}


@pytest.mark.parametrize(
    ("output", "remedy"),
    [
        ("ERROR: Could not install packages: [Errno 28] No space left on device", "Make room"),
        ("OSError: [Errno 122] Disk quota exceeded: '/x'", "Make room"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "Try again"),
        (
            "Retrying: 'NewConnectionError(...)'\nERROR: No matching distribution found for anyio==4.1.0",
            "Check the internet",
        ),
        ("SSLError(SSLCertVerificationError(1, ...))", "Check the internet"),
        ("ERROR: No matching distribution found for anyio==4.1.0", "Use Python 3.11 to 3.14"),
        ("something nobody thought of", "what pip said"),
    ],
)
def test_each_failure_of_pip_gets_a_remedy(output: str, remedy: str) -> None:
    assert remedy in explain(output, FOLDER).en


def test_a_failure_nobody_thought_of_shows_the_last_words_of_pip() -> None:
    assert "line 9\n  line 10" in explain("\n".join(f"line {number}" for number in range(11)), FOLDER).nl
