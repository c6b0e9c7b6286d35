"""`python -m assistant` is the `oriel` command."""

import os
import signal
from typing import NoReturn

STOPPED = 130  # the exit status after Ctrl-C


def main() -> NoReturn:
    """Run the command line."""
    # Until the command line has its own handler nothing has begun that would have to be ended; and an interrupt that is
    # raised in the midst of an import would come out as a broken library.
    signal.signal(signal.SIGINT, lambda *_: os._exit(STOPPED))
    from assistant import cli

    cli.main()


if __name__ == "__main__":
    main()
