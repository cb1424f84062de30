"""How the word lists of this package are written: words in a string, phrases divided by semicolons."""


def wordset(words: str) -> frozenset[str]:
    """The words of the string."""
    return frozenset(words.split())


def phrases(listed: str) -> list[tuple[str, ...]]:
    """The phrases of the string as tokens: a hyphen and an apostrophe are tokens of their own."""
    spaced = listed.replace("-", " - ").replace("'", " ' ")
    return [tuple(phrase.split()) for phrase in spaced.split(";") if phrase.strip()]


def named(table: str) -> dict[str, str]:
    """A table of lines "NAME: word word …" as word -> name."""
    pairs = (line.split(":", 1) for line in table.strip().splitlines())
    return {word: name.strip() for name, words in pairs for word in words.split()}
