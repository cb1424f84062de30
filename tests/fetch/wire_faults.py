"""Faults of the connection and of HTTP itself."""

from tests.fetch.behaviour import HTML, PAGE, Answer, Request, behaviour

BODY = PAGE.encode()
LENGTH = {**HTML, "Content-Length": str(len(BODY))}


@behaviour("wire")
async def hang_before_headers(_request: Request, answer: Answer) -> None:
    """Accepts the request and never answers."""
    await answer.hang()


@behaviour("wire")
async def hang_after_headers(_request: Request, answer: Answer) -> None:
    """Sends the headers and no body."""
    await answer.head(headers=LENGTH)
    await answer.hang()


@behaviour("wire")
async def hang_mid_body(_request: Request, answer: Answer) -> None:
    """Stops in the middle of the body."""
    await answer.head(headers=LENGTH)
    await answer.send(BODY[: len(BODY) // 2])
    await answer.hang()


@behaviour("wire")
async def slow_headers(_request: Request, answer: Answer) -> None:
    """Sends a header a byte at a time, without an end."""
    await answer.send(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while True:
        await answer.send(b"z")
        await answer.pause()


@behaviour("wire")
async def drip_bytes(_request: Request, answer: Answer) -> None:
    """Sends the body a byte at a time: each byte comes within any read time-out, the page never."""
    await answer.head(headers={**HTML, "Content-Length": "1000000"})
    while True:
        await answer.send(b"a")
        await answer.pause()


@behaviour("wire")
async def close_at_once(_request: Request, _answer: Answer) -> None:
    """Closes the connection without a byte."""


@behaviour("wire")
async def reset_at_once(_request: Request, answer: Answer) -> None:
    """Resets the connection without a byte."""
    answer.reset()


@behaviour("wire")
async def reset_mid_body(_request: Request, answer: Answer) -> None:
    """Resets the connection in the middle of the body."""
    await answer.head(headers=LENGTH)
    await answer.send(BODY[: len(BODY) // 2])
    await answer.pause()
    answer.reset()


@behaviour("wire")
async def length_too_long(_request: Request, answer: Answer) -> None:
    """Announces more bytes than it sends."""
    await answer.head(headers={**HTML, "Content-Length": str(len(BODY) + 500)})
    await answer.send(BODY)


@behaviour("wire")
async def length_too_short(_request: Request, answer: Answer) -> None:
    """Sends more bytes than it announces."""
    await answer.head(headers={**HTML, "Content-Length": str(len(BODY) - 200)})
    await answer.send(BODY)


@behaviour("wire")
async def length_negative(_request: Request, answer: Answer) -> None:
    """Announces a negative length."""
    await answer.head(headers={**HTML, "Content-Length": "-1"})
    await answer.send(BODY)


@behaviour("wire")
async def length_not_a_number(_request: Request, answer: Answer) -> None:
    """Announces a length in words."""
    await answer.head(headers={**HTML, "Content-Length": "plenty"})
    await answer.send(BODY)


@behaviour("wire")
async def length_absurd(_request: Request, answer: Answer) -> None:
    """Announces ten to the thirtieth bytes and sends few."""
    await answer.head(headers={**HTML, "Content-Length": "1" + "0" * 30})
    await answer.send(BODY)


@behaviour("wire")
async def length_twice(_request: Request, answer: Answer) -> None:
    """Announces two lengths that contradict each other."""
    await answer.head(headers={**HTML, "Content-Length": str(len(BODY)), "content-length": "7"})
    await answer.send(BODY)


@behaviour("wire")
async def length_and_chunked(_request: Request, answer: Answer) -> None:
    """Announces a length and chunks at once."""
    await answer.head(headers={**LENGTH, "Transfer-Encoding": "chunked"})
    await answer.send(f"{len(BODY):x}\r\n".encode() + BODY + b"\r\n0\r\n\r\n")


@behaviour("wire")
async def broken_chunking(_request: Request, answer: Answer) -> None:
    """Gives a chunk size that is no number."""
    await answer.head(headers={**HTML, "Transfer-Encoding": "chunked"})
    await answer.send(b"zz\r\n" + BODY + b"\r\n0\r\n\r\n")


@behaviour("wire")
async def chunks_cut_off(_request: Request, answer: Answer) -> None:
    """Ends without the last chunk."""
    await answer.head(headers={**HTML, "Transfer-Encoding": "chunked"})
    await answer.send(f"{len(BODY):x}\r\n".encode() + BODY + b"\r\n")


@behaviour("wire")
async def chunk_size_huge(_request: Request, answer: Answer) -> None:
    """Announces a chunk of 16 exabytes."""
    await answer.head(headers={**HTML, "Transfer-Encoding": "chunked"})
    await answer.send(b"ffffffffffffffff\r\n" + BODY)


@behaviour("wire")
async def chunks_of_one_byte(_request: Request, answer: Answer) -> None:
    """Sends a good page in chunks of one byte."""
    await answer.head(headers={**HTML, "Transfer-Encoding": "chunked"})
    await answer.send(b"".join(b"1\r\n" + BODY[at : at + 1] + b"\r\n" for at in range(len(BODY))) + b"0\r\n\r\n")


@behaviour("wire", "http-1.0")
async def http_1_0(_request: Request, answer: Answer) -> None:
    """Answers a good page in HTTP/1.0, its end being the end of the connection."""
    await answer.send(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + BODY)


@behaviour("wire", "http-0.9")
async def http_0_9(_request: Request, answer: Answer) -> None:
    """Sends a page without status line and headers."""
    await answer.send(BODY)


@behaviour("wire")
async def unknown_version(_request: Request, answer: Answer) -> None:
    """Answers in HTTP/9.9."""
    await answer.send(b"HTTP/9.9 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok")


@behaviour("wire")
async def garbage_status_line(_request: Request, answer: Answer) -> None:
    """Sends bytes that are no HTTP at all."""
    await answer.send(bytes(range(256)) * 4 + b"\r\n\r\n")


@behaviour("wire")
async def tls_in_the_clear(_request: Request, answer: Answer) -> None:
    """Answers plain HTTP with a TLS alert, as a port does that expects TLS."""
    await answer.send(b"\x15\x03\x01\x00\x02\x02\x46")


@behaviour("wire")
async def no_reason_phrase(_request: Request, answer: Answer) -> None:
    """Leaves out the reason phrase; the page is good."""
    await answer.send(f"HTTP/1.1 200\r\nContent-Length: {len(BODY)}\r\nConnection: close\r\n\r\n".encode() + BODY)


@behaviour("wire")
async def huge_header(_request: Request, answer: Answer) -> None:
    """Sends one header of a megabyte."""
    await answer.head(headers={**LENGTH, "X-Huge": "h" * 1_000_000})
    await answer.send(BODY)


@behaviour("wire")
async def many_headers(_request: Request, answer: Answer) -> None:
    """Sends twenty thousand headers."""
    await answer.head(headers={**LENGTH, **{f"X-Number-{number}": "n" for number in range(20_000)}})
    await answer.send(BODY)


@behaviour("wire")
async def endless_headers(_request: Request, answer: Answer) -> None:
    """Sends headers as fast as they are taken, without an end."""
    await answer.send(b"HTTP/1.1 200 OK\r\n")
    while True:
        await answer.send(b"X-More: and more\r\n" * 1_000)


@behaviour("wire")
async def endless_continues(_request: Request, answer: Answer) -> None:
    """Sends provisional answers without an end."""
    while True:
        await answer.send(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)
        await answer.pause()


@behaviour("wire")
async def early_hints(_request: Request, answer: Answer) -> None:
    """Sends 103 before a good page."""
    await answer.send(b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n")
    await answer.whole()


@behaviour("wire")
async def header_without_colon(_request: Request, answer: Answer) -> None:
    """Sends a header line that has no colon."""
    await answer.send(b"HTTP/1.1 200 OK\r\nthis is no header\r\nContent-Length: 2\r\n\r\nok")


@behaviour("wire")
async def folded_header(_request: Request, answer: Answer) -> None:
    """Continues a header on the next line, as was allowed until 2014; the page is good."""
    lines = "HTTP/1.1 200 OK\r\nContent-Type: text/html;\r\n charset=utf-8\r\nConnection: close\r\n"
    await answer.send(f"{lines}Content-Length: {len(BODY)}\r\n\r\n".encode() + BODY)


@behaviour("wire")
async def binary_header(_request: Request, answer: Answer) -> None:
    """Sends a header with bytes above ASCII; the page is good."""
    await answer.head(headers={**LENGTH, "X-Binary": "\xff\xfe\xe9"})
    await answer.send(BODY)


@behaviour("wire")
async def two_answers(_request: Request, answer: Answer) -> None:
    """Sends a second answer that nobody asked for behind a good first one, and keeps the connection open for more."""
    first = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(BODY)}\r\n\r\n".encode() + BODY
    await answer.send(first + b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison")
    await answer.hang()


@behaviour("wire")
async def switching_protocols(_request: Request, answer: Answer) -> None:
    """Switches to a protocol that nobody asked for."""
    await answer.head("101 Switching Protocols", {"Upgrade": "semaphore"})
    await answer.hang()
