"""An SVG picture as PNG, with a font of our own: the text is there on any machine; only what that font lacks is looked for in others."""

from __future__ import annotations


def png(svg: str) -> bytes:
    """Return a picture with two dots for each unit; raise ImportError where the libraries of `ctmeasures[png]` are missing."""
    import font_roboto
    import resvg_py
    from markupsafe import escape

    from ctmeasures.render.svg.pieces import FONT

    files = [font_roboto.Roboto, font_roboto.Roboto.replace("Roboto-Regular", "Roboto-Bold")]
    drawn: bytes = resvg_py.svg_to_bytes(
        svg_string=svg.replace(str(escape(FONT)), "Roboto, sans-serif"),
        zoom=2,
        font_files=files,
        sans_serif_family="Roboto",
        font_family="Roboto",
    )
    return bytes(drawn)
