"""Refusals, redirects and caching headers."""

from functools import partial

from tests.fetch.behaviour import HTML, PAGE, Answer, Request, always, behaviour

REFUSED = "<html><head><title>No</title></head><body><h1>No</h1></body></html>"
STATUSES = {
    "401": ("401 Unauthorized", {"WWW-Authenticate": 'Basic realm="members"'}),
    "402": ("402 Payment Required", {}),
    "403": ("403 Forbidden", {}),
    "404": ("404 Not Found", {}),
    "410": ("410 Gone", {}),
    "418": ("418 I'm a teapot", {}),
    "429": ("429 Too Many Requests", {"Retry-After": "120"}),
    "429-until-a-date": ("429 Too Many Requests", {"Retry-After": "Wed, 01 Jan 2098 00:00:00 GMT"}),
    "429-until-soon": ("429 Too Many Requests", {"Retry-After": "soon"}),
    "429-for-ages": ("429 Too Many Requests", {"Retry-After": "9" * 400}),
    "429-negative": ("429 Too Many Requests", {"Retry-After": "-5"}),
    "451": ("451 Unavailable For Legal Reasons", {}),
    "500": ("500 Internal Server Error", {}),
    "502": ("502 Bad Gateway", {}),
    "503": ("503 Service Unavailable", {"Retry-After": "3600"}),
    "999": ("999 Request Denied", {}),
}
LOCATIONS = {
    "redirect-to-itself": "{base}/redirect-to-itself",
    "redirect-to-private": "http://10.0.0.1/admin",
    "redirect-to-link-local": "http://169.254.169.254/latest/meta-data/",
    "redirect-to-decimal-address": "http://167772161/",
    "redirect-to-mapped-address": "http://[::ffff:10.0.0.1]/",
    "redirect-to-zero": "http://0.0.0.0/",
    "redirect-to-multicast": "http://224.0.0.1/",
    "redirect-to-file": "file:///etc/passwd",
    "redirect-to-ftp": "ftp://127.0.0.1/list",
    "redirect-to-script": "javascript:alert(1)",
    "redirect-to-data": "data:text/html,hello",
    "redirect-to-broken-url": "http://[::1/",
    "redirect-to-nowhere": "",
    "redirect-to-unknown-host": "http://no-such-host.invalid/",
    "redirect-with-bad-port": "http://127.0.0.1:99999/",
    "redirect-relative": "ok",
}


async def _refuse(answer: Answer, status: str, headers: dict[str, str]) -> None:
    await answer.whole(REFUSED, status=status, headers={**HTML, **headers})


async def _redirect(answer: Answer, location: str) -> None:
    await answer.whole("", status="302 Found", headers={"Location": location.replace("{base}", answer.base_url)})


for name, (status, extra) in STATUSES.items():
    always("status", name, f"Answers {status}.", partial(_refuse, status=status, headers=extra))
for name, location in LOCATIONS.items():
    always("redirect", name, f"Redirects to {location!r}.", partial(_redirect, location=location))


@behaviour("redirect")
async def endless_redirect(request: Request, answer: Answer) -> None:
    """Redirects to a new address each time, without an end."""
    number = int(request.path.rpartition("/")[2]) if request.path.count("/") > 1 else 0
    await _redirect(answer, f"{{base}}/endless-redirect/{number + 1}")


@behaviour("redirect")
async def redirect_without_location(_request: Request, answer: Answer) -> None:
    """Redirects and does not say where to."""
    await answer.whole("", status="301 Moved Permanently")


@behaviour("redirect")
async def redirect_with_endless_body(_request: Request, answer: Answer) -> None:
    """Redirects to a good page, with a body that never ends."""
    await answer.head("302 Found", {**HTML, "Location": "/ok"})
    while True:
        await answer.send(b"<p>moved</p>" * 5_000)


@behaviour("status", "304-unasked")
async def unasked_304(_request: Request, answer: Answer) -> None:
    """Says "not modified" to a client that named no version."""
    await answer.head("304 Not Modified", {"ETag": '"none"'})


@behaviour("status", "204")
async def no_content(_request: Request, answer: Answer) -> None:
    """Answers 204, without content."""
    await answer.head("204 No Content")


@behaviour("status", "206-unasked")
async def unasked_206(_request: Request, answer: Answer) -> None:
    """Sends a part of the page to a client that asked for all."""
    part = PAGE.encode()[:200]
    await answer.whole(part, status="206 Partial Content", headers={**HTML, "Content-Range": "bytes 0-199/900"})


@behaviour("status")
async def error_page_200(_request: Request, answer: Answer) -> None:
    """Answers 200 with a page that says that there is none."""
    await answer.whole(
        "<html><head><title>404 - page not found</title></head><body><h1>Page not found</h1><p>Sorry.</p></body></html>"
    )


@behaviour("status")
async def etag_always_new(_request: Request, answer: Answer) -> None:
    """Sends the same page with another ETag each time and never says 304."""
    await answer.whole(headers={**HTML, "ETag": f'"{id(answer)}"'})


@behaviour("status")
async def etag_broken(_request: Request, answer: Answer) -> None:
    """Sends an ETag without quotes and with bytes that no request header may hold."""
    await answer.whole(headers={**HTML, "ETag": "\xe9t\xe9 of W/", "Last-Modified": "last Tuesday"})


@behaviour("status")
async def etag_huge(_request: Request, answer: Answer) -> None:
    """Sends an ETag of 60,000 characters."""
    await answer.whole(headers={**HTML, "ETag": '"' + "e" * 60_000 + '"'})


@behaviour("status")
async def cookie_setter(request: Request, answer: Answer) -> None:
    """Sets a cookie, and says in the page which cookies came back."""
    await answer.whole(
        PAGE.replace("<article>", f"<article><p>cookies: {request.headers.get('cookie', 'none')}</p>"),
        headers={**HTML, "Set-Cookie": "visitor=42; Path=/; Max-Age=86400"},
    )
