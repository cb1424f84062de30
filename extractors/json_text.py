"""JSON as the web and users write it."""

import json
import re
from typing import Any

_MAYBE_HALF = re.compile(r"\\u[dD][89a-fA-F]")


def load_json(text: str | bytes) -> Any:
    """The value of a JSON text. Halves of letters are left out: a headline that a script has cut within an emoji ends
    in one, and no file or database takes such a text.

    Raises ValueError for what is not JSON, RecursionError where it nests too deep.
    """
    if isinstance(text, bytes):
        text = text.decode(json.detect_encoding(text))
    value = json.loads(text, strict=False)
    if _MAYBE_HALF.search(text):
        # Whole letters come through as they are.
        value = json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "ignore"), strict=False)
    return value
