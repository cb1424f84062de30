"""Lemmas as edits of the word: what is learned of one word serves all that bend alike."""

from itertools import takewhile


def edit_script(word: str, lemma: str) -> str:
    """What turns a word into its lemma: how many letters go at the end, and what comes there; "l" if it is lowered.

    "1l:" cuts one letter of the lowered word; "=be" replaces it.
    """
    for mark, form in (("", word), ("l", word.lower())):
        common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(form, lemma, strict=False)))
        if common and (common >= len(form) - 4 or form == lemma):
            return f"{len(form) - common}{mark}:{lemma[common:]}"
    return f"={lemma}"


def apply_script(word: str, script: str) -> str:
    """The lemma; a script that does not fit leaves the word."""
    if script.startswith("="):
        return script[1:]
    rule, _, ending = script.partition(":")
    form = word.lower() if rule.endswith("l") else word
    cut = int(rule.rstrip("l"))
    return (form[: len(form) - cut] + ending or word) if cut <= len(form) else word
