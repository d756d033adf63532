"""Runs the command line as `python -m snelkoppeling`."""

from snelkoppeling.cli import main

if __name__ == "__main__":
    main()
