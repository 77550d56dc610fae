"""Reading XML of strangers: no entities, no network, no definitions from elsewhere, and a limit on its depth and size."""

from collections.abc import Callable
from typing import Any

from lxml import etree

from ctmeasures.disk.files import Unreadable


def parse(data: bytes, what: str) -> Any:
    """Return the root of a document, its names without their namespaces; raise Unreadable where it is damaged or defines entities.

    lxml would leave out the text of entities without a word, so none may be there.
    """
    if b"<!ENTITY" in data.replace(b"\0", b""):
        raise Unreadable(
            f"{what} defines entities, which no official publication does; fetch the letter from its publisher again"
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"{what} {_fault(error)}; fetch or save it again") from None
    for element in root.iter():
        if element.tag is etree.Entity:
            raise Unreadable(f"{what} uses the entity {element.text}, which it does not define; fetch the letter again")
        if isinstance(element.tag, str):
            element.tag = etree.QName(element).localname
    return root


def _fault(error: etree.XMLSyntaxError) -> str:
    """Say what is wrong with XML: most often, not all of it is there."""
    said = str(error)
    line = getattr(error, "lineno", 0) or 0
    cut = (
        "Premature end",
        "EndTag: '</' not found",
        "end of file",
        "Couldn't find end",
        "not finished",
        "no element found",
        "unclosed",
    )
    if any(one.casefold() in said.casefold() for one in cut):
        return f"ends in the middle (line {line:,})"
    return f"is damaged: its XML does not hold together in line {line:,}"


def tag(element: Any) -> str:
    """Return an element's name, and nothing for a comment or an instruction."""
    return element.tag if isinstance(element.tag, str) else ""


def leave_out(root: Any, unwanted: Callable[[Any], bool]) -> None:
    """Take the elements that are unwanted out of a tree with all that is in them; what stands behind them stays."""
    for element in [one for one in root.iter() if tag(one) and one is not root and unwanted(one)]:
        parent, before, behind = element.getparent(), element.getprevious(), element.tail
        if behind and before is not None:
            before.tail = (before.tail or "") + behind
        elif behind:
            parent.text = (parent.text or "") + behind
        element.tail = None
        parent.remove(element)
