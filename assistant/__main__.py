"""`python -m assistant` is the `oriel` command."""

import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line."""
    try:
        from assistant import cli  # half a second of imports, in which Ctrl-C must be as quiet as later
    except KeyboardInterrupt:
        sys.exit(130)
    cli.main()


if __name__ == "__main__":
    main()
