"""`python -m evaluator` is `evaluator`."""

import os
import sys


def main() -> int:
    """Run a command. Ctrl+C is quiet from the first moment, and leaves at once whatever still waits for an answer."""
    try:
        from evaluator.cli import main as run  # a second, in which somebody may think better of it

        code = run()
    except KeyboardInterrupt:
        code = 130
    if code == 130:
        sys.stderr.flush()
        os._exit(code)  # threads may wait for the answers of other sites
    return code


if __name__ == "__main__":
    sys.exit(main())
