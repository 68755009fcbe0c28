"""``python -m skinseg_desktop VERB``: dispatches to a face before anything heavy is imported."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line and return its exit code."""
    from skinseg_desktop import cli

    return cli.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
