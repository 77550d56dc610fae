"""What the website's search looks through: a script that holds the texts of all measures and paragraphs, so that a page opened from a folder has it too."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ctmeasures.render.look import LANGUAGES
from ctmeasures.render.safe import clean
from ctmeasures.reports.texts import Field

if TYPE_CHECKING:
    from ctmeasures.model.records import Letter
    from ctmeasures.reports.find import Document
    from ctmeasures.reports.texts import Text
    from ctmeasures.reports.website import Website

PATH = "data/search.js"


def index(site: Website) -> bytes:
    """Return the script: a document a line.

    Of the digests of a measure's paragraphs only the places are told, since the paragraphs are documents themselves.
    """
    number = {one.letter.id: place for place, one in enumerate(site.coverage.letters)}
    letters = [_letter(one.letter) for one in site.coverage.letters]
    fields = [[field.label, field.weight] for field in Field]
    found = ",\n".join(json.dumps(_document(one, number)) for one in site.documents)
    return (
        f'const searchIndex = {{"fields": {json.dumps(fields)},\n"letters": {json.dumps(letters)},\n"found": [\n{found}\n]}};\n'
    ).encode()


def _letter(letter: Letter) -> dict[str, object]:
    titles = {lang.code: clean(lang.title(letter)) for lang in LANGUAGES}
    return {"id": letter.id, "title": titles, "day": {lang.code: lang.date(letter.date) for lang in LANGUAGES}}


def _document(one: Document, number: dict[str, int]) -> dict[str, object]:
    texts = [_text(text, number) for text in one.texts]
    if one.state:
        measure = one.state.measure
        titles = {lang.code: clean(lang.title(measure)) for lang in LANGUAGES}
        return {"id": measure.id, "title": titles, "texts": texts}
    assert one.letter
    assert one.covered
    place = {"letter": number[one.letter.id], "passage": one.covered.passage.number}
    return {**place, "gave": [measure.id for measure in one.measures], "context": one.covered.context, "texts": texts}


def _text(text: Text, number: dict[str, int]) -> list[object]:
    said = int(text.language == "nl") if text.field is Field.DIGEST else clean(text.text)
    # of two that say the same the English one stands before the Dutch
    paired = {None: 0, "en": 1, "nl": 2}[text.language]
    return [text.field.value, paired, said, *([number[text.letter], text.passage] if text.letter else [])]
