"""Charts as SVG: values in, text out; the same drawing stands in a page, whose style colours it, and alone in a file."""
