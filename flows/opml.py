"""Lists of feeds as OPML 2.0, the format in which feed readers hand them over."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.etree.ElementTree import Element, ParseError, SubElement, fromstring, indent, tostring

from extractors.errors import FeedError
from extractors.links.xml import decode_xml
from flows.outlet_file import clean, kind_of, source_of
from flows.outlet_settings import OutletSettings

# OPML has no type for a sitemap or listing: they go as links, with a category that says what they are.
_CATEGORY = "/Dailies/"


@dataclass(frozen=True, slots=True)
class Subscription:
    """One entry of an OPML list. `kind` is feed, sitemap or listing."""

    kind: str
    url: str
    name: str
    language: str | None = None


def build_opml(outlets: tuple[OutletSettings, ...], *, at: datetime) -> bytes:
    """The outlets as an OPML document."""
    root = Element("opml", version="2.0")
    head = SubElement(root, "head")
    SubElement(head, "title").text = "Outlets of Dailies"
    SubElement(head, "dateCreated").text = format_datetime(at)
    body = SubElement(root, "body")
    for outlet in outlets:
        name = clean(outlet.name)
        if outlet.feed:
            SubElement(body, "outline", type="rss", text=name, title=name, xmlUrl=outlet.feed, language=outlet.language)
        else:
            category = _CATEGORY + kind_of(outlet)
            SubElement(
                body,
                "outline",
                type="link",
                text=name,
                url=source_of(outlet),
                category=category,
                language=outlet.language,
            )
    indent(root)
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def parse_opml(body: bytes, name: str) -> list[Subscription]:
    """The subscriptions of an OPML document, whatever folders they stand in.

    Raises FeedError for what is no OPML, and for a document type or entities: they are how XML attacks its reader.
    """
    text = decode_xml(body, name)
    try:
        root = fromstring(text)  # noqa: S314 - decode_xml lets no entities through
    except ParseError as exc:
        raise FeedError(name, f"not well-formed XML: {exc}") from exc
    if root.tag.lower() != "opml":
        raise FeedError(name, "not OPML")
    found = (_subscription(outline) for outline in root.iter("outline"))
    return [one for one in found if one is not None]


def _subscription(outline: Element) -> Subscription | None:
    fields = {key.lower(): value.strip() for key, value in outline.attrib.items()}
    category = fields.get("category", "")
    if fields.get("xmlurl"):
        kind, url = "feed", fields["xmlurl"]
    elif category in (f"{_CATEGORY}sitemap", f"{_CATEGORY}listing") and fields.get("url"):
        kind, url = category.removeprefix(_CATEGORY), fields["url"]
    else:
        return None
    return Subscription(kind, url, clean(fields.get("title") or fields.get("text") or ""), fields.get("language"))
