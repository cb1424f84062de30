"""What an outlet lists: entries of feeds, sitemaps and listing pages, and the identity of addresses."""

from extractors.links.feeds import parse_feed
from extractors.links.listings import find_feeds, parse_listing
from extractors.links.sitemaps import Sitemap, parse_sitemap
from extractors.links.topic import is_about
from extractors.urls import normalise_url

__all__ = ["Sitemap", "find_feeds", "is_about", "normalise_url", "parse_feed", "parse_listing", "parse_sitemap"]
