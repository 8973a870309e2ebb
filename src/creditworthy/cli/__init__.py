"""The commands. A command parses, calls the core and prints; what it prints is in the reader's language."""

import os
import sys

from creditworthy.cli.app import app, run

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line: exit 0 done, 2 bad input, 3 an alarm or a failed gate, 130 interrupted."""
    # LightGBM's threads spin while they wait for each other; on a busy machine that takes far longer than the work.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    sys.exit(run(sys.argv[1:]))
