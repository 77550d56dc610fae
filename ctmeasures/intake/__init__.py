"""From a letter in whatever form it is published to numbered paragraphs, a coding sheet, and the edits that the sheet decides."""
