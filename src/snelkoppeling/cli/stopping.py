"""What happens when somebody presses Ctrl-C, or asks a process to end."""

import contextlib
import os
import signal
import threading
import time
from collections.abc import Iterator
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def stop_on_signals(stopping: threading.Event) -> None:
    """Let Ctrl-C and a request to end set an event, for a command that runs until it is stopped."""

    def note(number: int, frame: FrameType | None) -> None:
        del number, frame
        stopping.set()

    for number in SIGNALS:
        signal.signal(number, note)


def interrupt_on_signals() -> None:
    """Let a request to end do what Ctrl-C does: the command stops where it is and tidies up."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        del number, frame
        raise KeyboardInterrupt

    for number in SIGNALS:
        signal.signal(number, interrupt)


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Finish tidying up, however often somebody presses Ctrl-C meanwhile."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, signal.SIG_IGN) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def end_with_parent(parent: int | None) -> None:
    """End this process when the one that started it is gone, however that ended."""
    if parent is None:
        return

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent", daemon=True).start()
