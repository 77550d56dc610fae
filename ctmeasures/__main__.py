"""The program's door: `ctmeasures` and `python -m ctmeasures`."""

import gc
import sys


def main() -> None:
    """Run the command line with the cycle collector off.

    The process is short and makes few cycles; collecting them costs a fifth of a bare command.
    """
    gc.disable()
    try:
        from ctmeasures.cli.main import run

        run()
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        gc.freeze()  # nor at the end, when everything is about to go anyway


if __name__ == "__main__":
    main()
