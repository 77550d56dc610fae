"""Train the weights that come with the package, as `ctmeasures suggest --train` does those of any registry, and say what they are worth.

    .venv/bin/python benchmarks/train.py --texts ../texts --write

The weights go into the package, the figures into them and into benchmarks/README.md. Without --write nothing is changed.
"""

import argparse
import re
import sys
import time
from pathlib import Path

from ctmeasures.cli.evaluating import coded_letters
from ctmeasures.intake.suggestions import model as models
from ctmeasures.intake.suggestions.training import LEAST, learned
from ctmeasures.model.dates import MONTHS
from ctmeasures.read.registry import load
from ctmeasures.render import evaluation
from ctmeasures.render.look import Look

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "benchmarks" / "README.md"
WEIGHTS = Path(models.__file__).parent / models.FILE
SECTION = re.compile(r"(<!-- suggestions -->\n).*(<!-- end of suggestions -->\n)", re.DOTALL)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--texts", default=str(ROOT / "texts"), help="folder of the letters' texts")
    asked.add_argument("--write", action="store_true", help="write the weights and the table")
    options = asked.parse_args()
    registry = load(str(ROOT / "measures.yaml")).registry
    letters = coded_letters(registry, options.texts)
    if len(letters) < LEAST:
        sys.exit(f"{options.texts} holds the texts of {len(letters)} coded letters; {LEAST} at least are needed")
    model, data, worth = learned(registry, letters)
    print(evaluation.text(worth, Look(width=100)))
    print(
        f"{len(model.words):,} weights of words, {len(model.form)} of form, {len(data):,} bytes; bounds {model.possible}, {model.likely}"
    )
    if options.write:
        WEIGHTS.write_bytes(data)
        today = time.localtime()
        head = f"{today.tm_mday} {MONTHS[today.tm_mon - 1]} {today.tm_year}, version {models.VERSION}, {len(letters)} letters.\n"
        table = f"\n{head}\n{evaluation.markdown(worth, Look(width=100))}\n"
        README.write_text(
            SECTION.sub(lambda part: part[1] + table + part[2], README.read_text("utf-8")), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
