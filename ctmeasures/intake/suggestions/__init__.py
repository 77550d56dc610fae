"""Suggestions of the program's own: which sentences of a letter speak of an act, of which measure, and what they say of it."""
