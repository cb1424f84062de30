"""An outlet's own CSS selectors: what they take from a page, and what they take off it."""

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode, SelectolaxError

from extractors.records import Selectors

_MAX_SELECTOR = 500
_MAX_MATCHES = 500


def is_selector(text: str) -> bool:
    """Whether a text is a CSS selector that can be used on pages."""
    if not 0 < len(text) <= _MAX_SELECTOR:
        return False
    try:
        LexborHTMLParser("<p></p>").css(text)
    except SelectolaxError:
        return False
    return True


def remove_selected(tree: LexborHTMLParser, selectors: Selectors) -> None:
    """Takes out of the page what is declared to be no part of its articles."""
    for selector in selectors.remove:
        for node in _outermost(tree.css(selector)[:_MAX_MATCHES]):
            if node.tag not in ("html", "head", "body"):
                node.decompose()


def find_selected_body(tree: LexborHTMLParser, selectors: Selectors) -> list[LexborNode]:
    """The elements that are declared to hold the body, none of them within another; empty where none is there."""
    return _outermost(tree.css(selectors.body)[:_MAX_MATCHES]) if selectors.body else []


def find_selected_title(tree: LexborHTMLParser, selectors: Selectors) -> str:
    """The text of the element that is declared to be the title; empty where it is not there."""
    node = tree.css_first(selectors.title) if selectors.title else None
    return " ".join(node.text(separator=" ").split()) if node is not None else ""


def find_unmatched(markup: bytes, selectors: Selectors) -> tuple[str, ...]:
    """Which of the declared selectors match nothing on a page; `markup` as `read_markup` gives it."""
    tree = LexborHTMLParser(markup, options=LexborDocumentOptions.WO_EVENTS)
    declared = (selectors.body, selectors.title, *selectors.remove)
    return tuple(selector for selector in declared if selector and tree.css_first(selector) is None)


def _outermost(nodes: list[LexborNode]) -> list[LexborNode]:
    """The nodes that lie in none of the others; they come in document order, so what holds one stands before it."""
    outermost: list[LexborNode] = []
    taken: set[int] = set()
    for node in nodes:
        around, inside = node.parent, False
        while around is not None and not inside:
            inside = around.mem_id in taken
            around = around.parent
        if not inside:
            taken.add(node.mem_id)
            outermost.append(node)
    return outermost
