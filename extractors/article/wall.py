"""What a page says where it asks for money or an account instead of going on."""

import re
from collections.abc import Sequence

_MIN_WALL, _MAX_WALL = 12, 300
_WHO = r"(?:subscribers?|members?|registered|customers|users|abonn\w+|suscriptor\w*)"
_JOIN = re.compile(
    r"""\b(?:subscrib\w+ | sign(?:ing)?[ -]?(?:up|in) | log(?:ging)?[ -]?in | regist\w+ | join(?:ing)?
    | becom\w+\ a\ (?:member|subscriber) | (?:creat\w+|need|with)\ an?\ (?:free\ )?account
    | start\w*\ (?:your|a)\ .{0,20}trial | (?:a|your)\ (?:member|subscription)\w*)\b""",
    re.X,
)
_GO_ON = re.compile(
    r"""\b(?:(?:continue|keep|finish|go\ on)\ reading
    | (?:read|access|unlock|view|see)\ the\ (?:full|rest|whole) | (?:read|access|unlock)\ (?:this|more|all))\b""",
    re.X,
)
# How far the one may stand from the other.
_NEAR = 100
_PIECE = r"(?:article|story|content|post|page|report|column|feature|section|piece)"
_WALL = re.compile(
    rf"""\bthis\ (?:premium\ )?{_PIECE}\ is\ (?:(?:only|exclusively|reserved|available|exclusive|restricted|limited)\ )+
      (?:for|to)\b.{{0,40}}\b{_WHO}
    | \bthis\ {_PIECE}\ is\ for\b.{{0,30}}\b{_WHO}(?:\ only)?\W*$
    | \b(?:rest|remainder)\ of\ (?:this|the)\ {_PIECE}\b.{{0,60}}\b{_WHO}
    | \byou(?:['’]ve|\ have)\ (?:now\ )?(?:read|reached|used|hit)\b.{{0,40}}\b(?:free|monthly|limit)\b
    | ^already\ an?\ (?:\w+\ )?(?:subscriber|member)\b(?!\ of)
    | ^(?:for\ )?(?:paid\ |paying\ )?(?:subscribers?|members?)[ -]only\b.{{0,30}}$
    | ^unlock\ (?:this|the\ full)\ {_PIECE}\b
    | \bréservée?s?\ (?:aux|à\ nos)\ abonné | \b(?:nur|exklusiv)\ für\ abonnent
    | \b(?:exclusiv\w+|s[oó]lo)\ para\ suscriptor""",
    re.I | re.X,
)
# Without one of these no text is a wall.
_TRIGGERS = (
    *("reading", "the full", "the rest", "the whole", "remainder", "read this", "read more", "read all", "access "),
    *("unlock", "subscriber", "member", "registered", "customers", "users", "you have", "you've", "you’ve"),
    *("already a", "abonn", "suscriptor"),
)
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:pay-?wall|reg-?wall|(?:sub|registration|login|content)\w*-?wall|subscri\w+|members?|membership"
    r"|premium|metered?|gate|barrier|piano|offers?|upsell|locked?)(?=$|[\s_-])",
    re.I,
)


def is_wall(text: str) -> bool:
    """Whether a short text tells the reader to pay or log in for what would follow."""
    return bool(find_wall_texts([text]))


def find_wall_texts(texts: Sequence[str]) -> list[int]:
    """The numbers of the texts that are walls."""
    lines = [text.lower() if _MIN_WALL <= len(text) <= _MAX_WALL else "" for text in texts]
    whole = "\n".join(lines)
    # Most pages have few of the triggers, and most blocks none of them.
    hits = {number for trigger in _TRIGGERS if trigger in whole for number, line in enumerate(lines) if trigger in line}
    return sorted(number for number in hits if _asks_to_join(lines[number]) or _WALL.search(lines[number]))


def _asks_to_join(line: str) -> bool:
    """Whether a text offers to read on to those who join: "Subscribe to keep reading", "Keep reading: log in"."""
    for go_on in _GO_ON.finditer(line):
        before = line[max(0, go_on.start() - _NEAR) : go_on.start()]
        if (before.endswith(" to ") and _JOIN.search(before)) or _JOIN.search(line, go_on.end(), go_on.end() + _NEAR):
            return True
    return False


def is_named_wall(names: str) -> bool:
    """Whether an element's class and id say that it is a wall."""
    return _NAMES.search(names) is not None
