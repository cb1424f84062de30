"""Whether the words around a date speak of what is to come or of what was."""

from extractors.quantities.tokens import Tokens
from extractors.quantities.vocabulary import wordset

_AHEAD = wordset(
    """will shall ll due comes opens opening open arrives arrive starts start begins begin launches launch
    lands reaches reach ships goes screens premieres bows expected expects set slated scheduled planned plan
    pencilled penciled hopes hope promised promises promise coming upcoming until wants want streams hits
    releases follow pending ready pushed marked moves stays play plays unveiling changes tentatively eyeing
    eyes eyed expect gets get slipped slips moved down can be keep keeps"""
)
_BEHIND = wordset(
    """was were had did has have said opened began started launched released shown showed premiered bowed
    screened closed announced raised took earned since sold signed bought ran went came been dropped appeared
    filed reported told arrived landed paid settled shipped reached published gave received aired ended won
    became sought asked ordered wrote unveiled met got saw played lasted stopped drew held delivered completed
    finished agreed fell rose grew ago"""
)
_STRONG_AHEAD = wordset(
    """will ll due expected slated scheduled until upcoming pencilled hopes hope coming shall goes"""
)
_PAST_FORMS = frozenset({"was", "were", "had", "did"})
_SHOWN = wordset("opened released premiered bowed launched aired screened showed debuted dropped shipped")
_WINDOW = 12
_CLOSE = 2
_STOPS = frozenset({".", "!", "?", ";"})


def points_ahead(tokens: Tokens, index: int) -> bool | None:
    """True for the future, False for the past, None where the sentence does not say.

    The nearest telling word before the date decides, then the words after it.
    """
    before = _nearest_before(tokens, index)
    return before if before is not None else _nearest_after(tokens, index)


def has_happened(tokens: Tokens, index: int) -> bool:
    """Whether a verb of showing in the past stands right before the date, as in "opened on 12 June"."""
    return not _SHOWN.isdisjoint(tokens.words[index - _CLOSE : index]) and points_ahead(tokens, index) is False


def _nearest_before(tokens: Tokens, index: int) -> bool | None:
    words = tokens.words
    for at in range(index - 1, max(index - 1 - _WINDOW, -1), -1):
        word = words[at]
        if (word in _STOPS and not _is_abbreviation(tokens, at)) or not tokens.same_line(at + 1):
            return None
        if word in _AHEAD:
            leading = _same_sentence(words[at - 3 : at])
            if "since" in leading:
                return False
            # "was due", "had hoped for": a plan of the past says nothing of the day.
            return None if _PAST_FORMS.intersection(leading) else True
        if word in _BEHIND and not _is_present(tokens, at):
            # "will be shown", "to be unveiled".
            return words[at - 1] == "be" or words[at - 2] == "be"
    return None


def _is_present(tokens: Tokens, at: int) -> bool:
    """ "has opened" is past; "has it in September" is not."""
    following = tokens.words[at + 1]
    is_participle = following in _BEHIND or following.endswith(("ed", "en", "wn", "ade", "ought"))
    return tokens.words[at] in {"has", "have"} and not is_participle


def _same_sentence(words: list[str]) -> list[str]:
    """The words after the last full stop among them."""
    stop = next((at for at in range(len(words), 0, -1) if words[at - 1] in _STOPS), 0)
    return words[stop:]


def _is_abbreviation(tokens: Tokens, at: int) -> bool:
    return tokens.words[at] == "." and len(tokens.words[at - 1]) <= 3 and tokens.glued(at) and tokens.glued(at + 1)


def _nearest_after(tokens: Tokens, index: int) -> bool | None:
    for at in range(index + 1, min(index + 1 + _WINDOW, tokens.count)):
        word = tokens.words[at]
        if word in _STOPS or not tokens.same_line(at):
            return None
        if word in _STRONG_AHEAD:
            return True
        if word in _BEHIND and not _is_present(tokens, at):
            return False
    return None
