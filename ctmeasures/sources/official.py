"""The Dutch official publications: all that is assumed of their services, each with where it is from, and checked when an answer comes.

Seen: read in a stored copy of an answer, a page, or in programs that use the service (parlhist, openkamer, tkconv). Inferred: follows
from what was seen. None of it was tried on the real service; an answer that differs is said in one sentence.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from ctmeasures.disk.files import Unreadable
from ctmeasures.disk.markup import parse, tag
from ctmeasures.model.links import publication_url
from ctmeasures.model.publications import Publication
from ctmeasures.sources import identifiers
from ctmeasures.sources.client import Answer, Client, Unanswered
from ctmeasures.sources.places import OFFICIAL
from ctmeasures.sources.source import Details, Fetched, Page

SEARCH = "https://repository.overheid.nl/sru"  # seen in parlhist; SRU 2.0
_HOST = urlsplit(publication_url("")).hostname  # seen: <id>.html; seen in programs: <id>.xml, .pdf, <id>/metadata.xml
PER_PAGE = 100  # inferred: parlhist asks for 1000, so less is served too

_DAY = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")
# Seen: DC.title is `dossier; Brief regering; subject`. Inferred: other names of who writes for the government.
_BY_GOVERNMENT = re.compile(r"brief.*(?:regering|minister|staatssecretaris|bewindspers)", re.IGNORECASE)
# Seen in tkconv: a paper that is missing can be a page of status 200 behind a redirect to fout404; inferred: or one that says so.
_MISSING = re.compile(rb"<title>[^<]*(?:404|niet gevonden|bestaat niet)", re.IGNORECASE)


identifier, dossier, dossier_of = identifiers.identifier, identifiers.dossier, identifiers.dossier_of


def search(client: Client, dossier: str, since: str, most: int) -> Iterator[Page]:
    """Yield the papers of a dossier that were published since a day, in the service's order, at most so many."""
    quoted = (
        dossier if dossier.isdecimal() else f'"{dossier}"'
    )  # seen without quotation marks; with them it is the standard's
    query = f"c.product-area==officielepublicaties AND w.publicatienaam=Kamerstuk AND w.dossiernummer=={quoted}"
    if since:
        query += f' AND dt.available>="{since}"'  # seen in parlhist
    start, seen = 1, 0  # SRU counts from 1 (its standard); parlhist starts at 0
    while True:
        asked = {
            "query": query,
            "startRecord": str(start),
            "maximumRecords": str(PER_PAGE),
            "httpAccept": "application/xml",
        }
        answer = client.get(SEARCH, asked, hosts=OFFICIAL)
        page, count = _page(answer)
        yield page
        seen += count
        start += count
        if seen >= min(page.total, most):
            return
        if not count:
            raise _odd(f"{seen} of {page.total} papers and then none")


def _page(answer: Answer) -> tuple[Page, int]:
    """Return what an answer of the search says, and how many records it has, also of what is no paper."""
    if answer.status != 200:
        raise _odd(f"the status {answer.status}")
    root = _parsed(answer.content)
    fault = next((one for one in root.iter() if tag(one) == "diagnostic"), None)
    if fault is not None:
        raise _odd(f"a refusal ({' '.join(''.join(fault.itertext()).split())[:120]})")
    total = root.findtext("numberOfRecords") or ""
    if tag(root) != "searchRetrieveResponse" or re.fullmatch("[0-9]{1,9}", total.strip(), re.ASCII) is None:
        raise _odd(f"<{tag(root)}> without a number of records")
    records = root.findall("records/record")
    papers = [_publication(one) for one in records]
    return Page(int(total), tuple(one for one in papers if one is not None), answer.content), len(records)


def _publication(record: Any) -> Publication | None:
    """Return what a record says of a paper; None for one of another kind, such as an annex (blg-…). Names seen in an answer of 2023."""
    meta = record.find("recordData/gzd/originalData/meta")
    said = _text(meta, "owmskern/identifier")
    if meta is None or not said:
        raise _odd("a record without an identifier")
    known = identifiers.identifier(said)
    if known is None:
        return None
    title = _text(meta, "owmskern/title")
    dossier_title, kind, subject = parts_of(title)
    kinds = [_line(one) for one in meta.findall("owmskern/type")]
    kind = kind or next((one for one in kinds if "brief" in one.casefold()), kinds[0] if kinds else "")
    days = [
        _text(meta, path)
        for path in ("owmsmantel/issued", "owmsmantel/date", "owmsmantel/available", "owmskern/modified")
    ]
    dossiers = dict.fromkeys(filter(None, (identifiers.dossier(_line(one)) for one in meta.iter("dossiernummer"))))
    senders = [_line(one) for one in meta.iter("indiener")] or [_line(one) for one in meta.findall("owmskern/creator")]
    return Publication(
        known,
        next((one[:10] for one in days if _DAY.match(one)), ""),
        kind,
        subject or dossier_title,
        tuple(dossiers),
        "; ".join(filter(None, senders)),
        _BY_GOVERNMENT.match(kind) is not None,
        publication_url(known),
    )


def parts_of(title: str) -> tuple[str, str, str]:
    """Return the three parts of a paper's title, `dossier; Brief regering; subject` (seen); the whole as the first where it has no such parts."""
    first, _, rest = title.partition("; ")
    kind, _, subject = rest.partition("; ")
    return (first, kind, subject) if subject else (title, "", "")


def fetch(client: Client, identifier: str) -> Fetched:
    """Return a paper by its id: its metadata, and its XML, else its page, else its PDF. Raises Unanswered where it is not there."""
    raw: dict[str, bytes] = {}
    fields, remarks = _metadata(_asked(client, f"{identifier}/metadata.xml"), identifier, raw)
    for form, right in (("xml", _is_xml), ("html", _is_page), ("pdf", _is_pdf)):
        answer = _asked(client, f"{identifier}.{form}")
        if answer is not None and right(answer.content):
            raw[f"{identifier}.{form}"] = answer.content
            return Fetched(answer.content, publication_url(identifier, f".{form}"), fields, raw, tuple(remarks))
    raise Unanswered(
        f"{_HOST} has no {identifier} as XML, page or PDF; look whether {publication_url(identifier)} opens in a browser",
        404,
    )


def details(client: Client, identifier: str) -> Details | None:
    """Return what the metadata of a paper say; None where it has none."""
    answer = _asked(client, f"{identifier}/metadata.xml")
    if answer is None or not _is_xml(answer.content):
        return None
    stated = _stated(answer, identifier)
    senders = [said for name, said in stated if name == "OVERHEIDop.indiener"]  # seen: repeated
    first = dict(reversed(stated))
    return Details(_day(first), _title(first), "; ".join(filter(None, senders)), answer.content)


def missing(answer: Answer) -> bool:
    """Tell whether an answer says that nothing is there, whatever its status is."""
    said = answer.status in (404, 410) or "fout404" in answer.address
    return said or _MISSING.search(answer.content[:65536]) is not None


def _asked(client: Client, path: str) -> Answer | None:
    """Return the answer for a paper's file; None where it is not there, whatever the status says."""
    answer = client.get(publication_url(path, ""), hosts=OFFICIAL)
    if missing(answer):
        return None
    if answer.status != 200:
        raise Unanswered(
            f"{_HOST} answered {answer.status} for {path}; try later, or open it in a browser", answer.status
        )
    return answer


def _metadata(answer: Answer | None, asked: str, raw: dict[str, bytes]) -> tuple[dict[str, str], list[str]]:
    """Return the fields of a letter that metadata state; they are of the paper that was asked for, and need not be there."""
    if answer is None or not _is_xml(answer.content):
        return {"publication": asked}, [
            f"{asked} has no metadata there, so what is missing of its fields is read from the paper itself"
        ]
    said = dict(reversed(_stated(answer, asked)))
    raw[f"{asked}.metadata.xml"] = answer.content
    known = identifiers.identifier(said["DC.identifier"]) or asked
    found = {"publication": known, "date": _day(said), "title_nl": _title(said)}
    newer = said.get("DCTERMS.isReplacedBy")
    return {name: one for name, one in found.items() if one}, [f"{known} was replaced by {newer}"] if newer else []


def _stated(answer: Answer, asked: str) -> list[tuple[str, str]]:
    """Return the names and values of metadata, some names several times; raise Unanswered where they are of another paper."""
    root = _parsed(answer.content)
    stated = [  # seen: flat, name and content as attributes
        (one.get("name") or "", " ".join((one.get("content") or "").split())) for one in root.iter("metadata")
    ]
    known = identifiers.identifier(dict(reversed(stated)).get("DC.identifier", ""))
    if tag(root) != "metadata_gegevens" or known is None:
        raise Unanswered(
            f"{_HOST} answered with metadata without the id of a paper (DC.identifier) for {asked}; nothing was written",
            answer.status,
        )
    if known.casefold() != asked.casefold():
        raise Unanswered(
            f"{_HOST} answered with the metadata of {known} for {asked}; nothing was written", answer.status
        )
    return stated


def _day(said: Mapping[str, str]) -> str:
    """Return the day of a letter, else of its publication, else of its receipt."""
    days = [said.get(name, "") for name in ("OVERHEIDop.datumBrief", "DCTERMS.issued", "OVERHEIDop.datumOntvangst")]
    return next((one[:10] for one in days if _DAY.match(one)), "")


def _title(said: Mapping[str, str]) -> str:
    return said.get("OVERHEIDop.documenttitel", "") or parts_of(said.get("DC.title", ""))[2]


def _is_xml(data: bytes) -> bool:
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and re.search(rb"<!doctype\s+html|<html\b", head, re.IGNORECASE) is None


def _is_page(data: bytes) -> bool:
    return re.search(rb"<!doctype\s+html|<html\b", data[:4096], re.IGNORECASE) is not None


def _is_pdf(data: bytes) -> bool:
    return b"%PDF-" in data[:1024]


def _parsed(data: bytes) -> Any:
    try:
        return parse(data, "it")
    except Unreadable as fault:
        raise _odd(f"XML that cannot be read ({str(fault).removeprefix('it ').partition(';')[0]})") from None


def _text(element: Any, path: str) -> str:
    found = element.find(path) if element is not None else None
    return _line(found) if found is not None else ""


def _line(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _odd(what: str) -> Unanswered:
    return Unanswered(
        f"the official publications answered with {what}, which was not expected; nothing was written; try later",
        200,
    )
