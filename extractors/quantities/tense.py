"""Whether the words around a date speak of what is to come or of what was."""

from extractors.quantities.tokens import Tokens

_AHEAD = frozenset(
    """will shall 'll ll due opens opening open arrives arrive starts start begins begin launches launch lands reaches reach
    ships comes goes screens premieres bows expected expects set slated scheduled planned plans plan pencilled penciled hopes hope
    promised promises promise coming upcoming next until wants want down streams hits out release releases put puts follow
    ready pushed moved slipped marked moves stays debut play plays sees see""".split()
)
_BEHIND = frozenset(
    """was were had did has have said opened began started launched released shown showed premiered bowed screened closed announced
    raised took earned since sold signed bought ran went came been dropped appeared filed reported told arrived landed paid
    settled put shipped reached published gave received aired ended won became sought asked ordered wrote unveiled met got last
    saw played lasted stopped drew held delivered completed finished agreed fell rose grew""".split()
)
_STRONG_AHEAD = frozenset({"will", "ll", "due", "expected", "slated", "scheduled", "until", "upcoming", "pencilled", "hopes", "coming", "shall"})
_WINDOW = 12
_STOPS = frozenset({".", "!", "?", ";"})


def points_ahead(tokens: Tokens, index: int, *, weekday: bool = False) -> bool | None:
    """True for the future, False for the past, None where the sentence does not say.

    The nearest word before the date decides, then the words after it; of a weekday the present tense is enough.
    """
    before = _nearest_before(tokens, index)
    if before is not None:
        return before
    after = _nearest_after(tokens, index)
    if after is not None:
        return after
    return False if weekday else None


def _nearest_before(tokens: Tokens, index: int) -> bool | None:
    for at in range(index - 1, max(index - 1 - _WINDOW, -1), -1):
        word = tokens.words[at]
        if word in _STOPS or not tokens.same_line(at + 1):
            return None
        if word in _STRONG_AHEAD or word in _AHEAD:
            return not _is_past(tokens, at)
        if word in _BEHIND:
            return False
    return None


def _is_past(tokens: Tokens, at: int) -> bool:
    """ "was due", "had been set", "had hoped for": a plan of the past."""
    return any(tokens.words[at - step] in {"was", "were", "had", "did"} for step in (1, 2, 3))


def _nearest_after(tokens: Tokens, index: int) -> bool | None:
    for at in range(index + 1, min(index + 1 + _WINDOW, tokens.count)):
        word = tokens.words[at]
        if word in _STOPS or not tokens.same_line(at):
            return None
        if word in _STRONG_AHEAD:
            return True
        if word in _BEHIND:
            return False
    return None
