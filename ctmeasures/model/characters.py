"""The characters that a text should not hold, as patterns for `re`.

None of them is printable in Python's sense, so a text whose `isprintable()` holds needs no search; a test proves it.
"""

# What turns the direction of writing or cannot be seen: soft hyphen, zero-width and bidirectional marks, tags.
_UNSEEN = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufff9-\ufffb\U000e0000-\U000e007f"

# What YAML forbids, the C1 controls, and the line ends that only YAML knows.
FORBIDDEN = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
INVISIBLE = f"[{_UNSEEN}]"
UNSAFE = f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff{_UNSEEN}]"
