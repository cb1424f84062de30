"""XML that is a long list of small records, read without building elements: sitemaps have 50,000 of them."""

from collections.abc import Iterator
from xml.parsers.expat import ExpatError, ParserCreate

from extractors.links.xml import MAX_DEPTH, mend_references

_CHUNK = 65_536


def iter_records(text: str, names: frozenset[str], group: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The elements of these local names as they close, with the texts of their childless children by local name.

    The children of a child named `group` count as well. Of a name that comes again the first counts. Stops silently
    where the document stops being well formed, or nests without end: what came before is good. `text` must not
    have a document type.
    """
    reader = _Reader(names, group)
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.add
    text = mend_references(text)
    for start in range(0, len(text), _CHUNK):
        is_good = True
        try:
            parser.Parse(text[start : start + _CHUNK], False)
        except (ExpatError, _TooDeep):
            is_good = False
        yield from reader.found
        reader.found.clear()
        if not is_good:
            return


class _TooDeep(Exception):
    """The document nests without end."""


class _Reader:
    """Takes the parser's events; `found` are the records that have closed."""

    def __init__(self, names: frozenset[str], group: str) -> None:
        self.found: list[tuple[str, dict[str, str]]] = []
        self._names, self._group = names, group
        self._local: dict[str, str] = {}
        self._depth = 0
        # The depth of the record that is open, 0 for none; its fields; the text of the field that is open.
        self._record = 0
        self._fields: dict[str, str] = {}
        self._child = ""
        self._text: list[str] | None = None

    def start(self, tag: str, _: dict[str, str]) -> None:
        """An element opens."""
        self._depth += 1
        below = self._depth - self._record
        if not self._record:
            if self._local_name(tag) in self._names:
                self._record, self._fields = self._depth, {}
        elif below == 1:
            self._child, self._text = self._local_name(tag), []
        else:
            # A child with children has no text of its own.
            self._text = [] if below == 2 and self._child == self._group else None
        if self._depth > MAX_DEPTH:
            raise _TooDeep

    def add(self, text: str) -> None:
        """Text, within a field or between elements."""
        if self._text is not None:
            self._text.append(text)

    def end(self, tag: str) -> None:
        """An element closes."""
        if self._depth == self._record:
            self.found.append((self._local_name(tag), self._fields))
            self._record = 0
        elif self._text is not None:
            self._fields.setdefault(self._local_name(tag), " ".join("".join(self._text).split()))
            self._text = None
        self._depth -= 1

    def _local_name(self, tag: str) -> str:
        name = self._local.get(tag)
        if name is None:
            name = tag.rpartition(":")[2].lower()
            # A hostile document has as many names as elements.
            if len(self._local) < 1_000:
                self._local[tag] = name
        return name
