"""Runs the command line as `python -m snelkoppeling`."""

import signal

if __name__ == "__main__":
    # Until a command sees to it, Ctrl-C simply ends us: whoever presses it early gets no stack trace.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

    from snelkoppeling.cli import main

    main()
