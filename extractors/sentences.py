"""Where sentences begin. A paragraph or list line always begins one; an abbreviation does not end one."""

import re

# A line break is looked for from where its blanks begin: from every one of them a long run would take quadratic time.
_END = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[A-Z0-9À-ÞŁŚŠŽČĐİ£$€₹¥])|(?<!\s)\s*\n\s*")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|vs|No|Nos|Inc|Ltd|Co|Corp|Dir|Prod|approx|est|Mio|Mrd|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
    r"|\b[A-Z]|\b[ap]\.m|\be\.g|\bi\.e|\bU\.[SKN])\.$"
)


def sentence_starts(text: str) -> list[int]:
    """Ascending offsets at which the second and every later sentence begins."""
    starts = []
    for match in _END.finditer(text):
        if "\n" not in match.group() and _ABBREVIATION.search(text, max(0, match.start() - 8), match.start()):
            continue
        if 0 < match.end() < len(text):
            starts.append(match.end())
    return starts
