"""What the website's search looks through: a script that holds the texts of all measures and paragraphs, so that a page opened from a folder has it too."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ctmeasures.render.look import LANGUAGES
from ctmeasures.render.safe import clean
from ctmeasures.reports.texts import Field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ctmeasures.model.records import Letter, Passage
    from ctmeasures.reports.find import Document
    from ctmeasures.reports.texts import Text
    from ctmeasures.reports.website import Website

    Passages = Mapping[tuple[str, int | None], Passage]

PATH = "data/search.js"


def index(site: Website) -> bytes:
    """Return the script: a document a line.

    Of the digests of a measure's paragraphs only the places are told, since the paragraphs are documents themselves.
    """
    number = {one.letter.id: place for place, one in enumerate(site.coverage.letters)}
    letters = [_letter(one.letter) for one in site.coverage.letters]
    fields = [[field.label, field.weight] for field in Field]
    passages = site.view.registry.digests
    found = ",\n".join(json.dumps(_document(one, number, passages)) for one in site.documents)
    return (
        f'const searchIndex = {{"fields": {json.dumps(fields)},\n"letters": {json.dumps(letters)},\n"found": [\n{found}\n]}};\n'
    ).encode()


def _letter(letter: Letter) -> dict[str, object]:
    titles = {lang.code: clean(lang.title(letter)) for lang in LANGUAGES}
    return {"id": letter.id, "title": titles, "day": {lang.code: lang.date(letter.date) for lang in LANGUAGES}}


def _document(one: Document, number: dict[str, int], passages: Passages) -> dict[str, object]:
    texts = [_text(text, number, passages) for text in one.texts]
    if one.state:
        measure = one.state.measure
        titles = {lang.code: clean(lang.title(measure)) for lang in LANGUAGES}
        return {"id": measure.id, "title": titles, "texts": texts}
    assert one.letter
    assert one.covered
    place = {"letter": number[one.letter.id], "passage": one.covered.passage.number}
    return {**place, "gave": [measure.id for measure in one.measures], "context": one.covered.context, "texts": texts}


def _text(text: Text, number: dict[str, int], passages: Passages) -> list[object]:
    if text.field is not Field.DIGEST:
        said: object = clean(text.text)
    else:
        said = passages[text.letter or "", text.passage].digests.index(text.text)
    return [text.field.value, said, *([number[text.letter], text.passage] if text.letter else [])]
