"""Bodies that are too large, wrongly coded, or not what they are said to be."""

import gzip
import zlib

from tests.fetch.behaviour import HTML, PAGE, Answer, Request, behaviour

GZIPPED = {**HTML, "Content-Encoding": "gzip"}
GZIP_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"


def zeros_block(size: int) -> bytes:
    """A self-contained stretch of a raw deflate stream that inflates to `size` zeros; it may be repeated."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    return deflate.compress(bytes(size)) + deflate.flush(zlib.Z_FULL_FLUSH)


@behaviour("body")
async def gzip_bomb(_request: Request, answer: Answer) -> None:
    """Sends 10 MB of gzip that inflate to 10 GB."""
    block = zeros_block(1_000_000)
    await answer.head(headers=GZIPPED)
    await answer.send(GZIP_HEADER)
    for _ in range(1_000):
        await answer.send(block * 10)


@behaviour("body")
async def gzip_in_gzip(_request: Request, answer: Answer) -> None:
    """Sends a bomb packed twice, and says so."""
    inner = gzip.compress(bytes(20_000_000))
    await answer.whole(gzip.compress(inner), headers={**HTML, "Content-Encoding": "gzip, gzip"})


@behaviour("body")
async def gzip_broken(_request: Request, answer: Answer) -> None:
    """Sends plain text as gzip."""
    await answer.whole(headers=GZIPPED)


@behaviour("body")
async def gzip_cut_off(_request: Request, answer: Answer) -> None:
    """Sends the first half of a gzip body, with the length of the half."""
    packed = gzip.compress(PAGE.encode())
    await answer.whole(packed[: len(packed) // 2], headers=GZIPPED)


@behaviour("body")
async def gzip_undeclared(_request: Request, answer: Answer) -> None:
    """Sends gzip and does not say so."""
    await answer.whole(gzip.compress(PAGE.encode()))


@behaviour("body")
async def gzip_then_garbage(_request: Request, answer: Answer) -> None:
    """Sends a good gzip body with bytes behind its end."""
    await answer.whole(gzip.compress(PAGE.encode()) + b"garbage" * 50, headers=GZIPPED)


@behaviour("body")
async def gzip_of_nothing(_request: Request, answer: Answer) -> None:
    """Announces gzip and sends no byte."""
    await answer.whole(b"", headers=GZIPPED)


@behaviour("body")
async def raw_deflate(_request: Request, answer: Answer) -> None:
    """Sends deflate without the zlib wrapper, as some servers do."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    await answer.whole(
        deflate.compress(PAGE.encode()) + deflate.flush(), headers={**HTML, "Content-Encoding": "deflate"}
    )


@behaviour("body")
async def unknown_coding(_request: Request, answer: Answer) -> None:
    """Sends a content coding that nobody knows."""
    await answer.whole(headers={**HTML, "Content-Encoding": "x-origami"})


@behaviour("body")
async def endless_body(_request: Request, answer: Answer) -> None:
    """Sends text as fast as it is taken, without an end."""
    await answer.head(headers=HTML)
    while True:
        await answer.send(b"<p>and another thing</p>\n" * 2_500)


@behaviour("body")
async def gigabyte_body(_request: Request, answer: Answer) -> None:
    """Announces a gigabyte and sends it."""
    await answer.head(headers={**HTML, "Content-Length": str(1 << 30)})
    for _ in range(1 << 14):
        await answer.send(b"<p>filler text</p>".ljust(64, b" ") * 1_024)


@behaviour("body")
async def empty_body(_request: Request, answer: Answer) -> None:
    """Sends a page of no bytes."""
    await answer.whole("")


@behaviour("body")
async def only_whitespace(_request: Request, answer: Answer) -> None:
    """Sends a page of blanks."""
    await answer.whole(" \r\n\t" * 5_000)


@behaviour("body")
async def html_with_nuls(_request: Request, answer: Answer) -> None:
    """Puts a NUL behind every twentieth character of a page."""
    await answer.whole("\0".join(PAGE[at : at + 20] for at in range(0, len(PAGE), 20)))


@behaviour("body")
async def utf_16_without_bom(_request: Request, answer: Answer) -> None:
    """Sends UTF-16 without a byte order mark and without saying so."""
    await answer.whole(
        PAGE.replace('<meta charset="utf-8">', "").encode("utf-16-le"), headers={"Content-Type": "text/html"}
    )


@behaviour("body")
async def bad_charset(_request: Request, answer: Answer) -> None:
    """Names a character set that does not exist."""
    await answer.whole(headers={"Content-Type": 'text/html; charset="klingon-7"'})


@behaviour("body")
async def wrong_charset(_request: Request, answer: Answer) -> None:
    """Says UTF-8 and sends windows-1252."""
    await answer.whole(PAGE.replace("The Tide Clerk", "L’été à la mer").encode("windows-1252"))


@behaviour("body")
async def wrong_content_type(_request: Request, answer: Answer) -> None:
    """Sends a page as a picture."""
    await answer.whole(headers={"Content-Type": "image/jpeg"})


@behaviour("body")
async def picture_as_page(_request: Request, answer: Answer) -> None:
    """Sends a picture as a page."""
    await answer.whole(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100)


@behaviour("body")
async def no_content_type(_request: Request, answer: Answer) -> None:
    """Does not say what it sends."""
    await answer.whole(headers={})


@behaviour("body")
async def deep_nesting(_request: Request, answer: Answer) -> None:
    """Nests 200,000 tags."""
    await answer.whole("<div>" * 200_000 + PAGE)


@behaviour("body")
async def meta_refresh(_request: Request, answer: Answer) -> None:
    """Sends the reader elsewhere from inside an empty page."""
    await answer.whole('<html><head><meta http-equiv="refresh" content="0; url=http://10.0.0.1/"></head></html>')


@behaviour("body")
async def login_wall(_request: Request, answer: Answer) -> None:
    """Answers 200 with a form in place of the article."""
    await answer.whole(
        "<html><head><title>Sign in</title></head><body><form action='/login'><h1>Sign in to read on</h1>"
        "<input name='user'><input name='password' type='password'><button>Sign in</button></form></body></html>"
    )
