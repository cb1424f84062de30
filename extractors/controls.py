"""Characters that show nothing and steer what shows them: controls, and turns of the writing direction."""

import re

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def without_controls(text: str) -> str:
    """The text without such characters; line breaks and tabs stay."""
    return _CONTROLS.sub("", text)
