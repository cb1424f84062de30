"""A gate on raw bytes: throws out the page that plainly is not about film and television, before it is parsed."""

import re
from collections.abc import Iterator
from itertools import islice

# From the end of a headline on so much is looked at, and more until so much prose was seen: scripts, pictures and
# menus stand before many a story, which names film in its first paragraphs.
_FIRST, _STEP, _WINDOW = 3_000, 6_000, 16_000
_PROSE = 3_000
_FAR = 240_000
# A logo or a menu may be a headline too.
_MOST_HEADLINES = 4
# A menu has shorter texts than a paragraph, a script without braces longer ones.
_PARAGRAPH = range(80, 6_000)
# Of less prose nothing can be told.
_FEW = 400
# What stands between tags and holds no brace, as scripts do.
_TEXT = re.compile(rb">([^<>{}]{3,}+)<")
# As a pattern it is found in two thirds of the time that bytes.find takes.
_HEADLINE_END = re.compile(rb"</h1")
_TO_WORDS = bytes(
    byte + 32 if 65 <= byte <= 90 else byte if 97 <= byte <= 122 or byte >= 128 or byte == 39 else 32
    for byte in range(256)
)
# Any one of these lets a page pass. Not the word `AI`: articles on the topic do without it, and others are full of it.
_SCREEN_WORDS = frozenset(
    """
    film films filmed filming filmmaker filmmakers filmmaking movie movies cinema cinemas cinematic
    cinematographer moviegoers actor actors actress actresses acting performer performers cast casting stunt
    stunts extras understudy stars starring animation animated animator animators animatic cartoon cartoons
    anime vfx cgi effects compositing rotoscoping roto previs studio studios hollywood bollywood nollywood
    television tv streamer streamers streaming broadcaster netflix disney pixar hbo director directors
    directed directs directing producer producers produced screenplay screenwriter screenwriters scriptwriter
    script scripts scripted festival festivals documentary documentaries docuseries drama dramas melodrama
    sitcom soap telenovela episode episodes season seasons footage trailer trailers premiere premiered
    premieres screening screenings screened onscreen dub dubbed dubbing dubs lip subtitles voice voices
    voiceover narrator storyboard storyboards showreel reel reels clip clips rushes dailies crew crews guild
    sag aftra wga dga camera cameras lens scene scenes deepfake deepfakes series serial comedy thriller
    horror western audience audiences viewers critic critics cannes sundance venice berlinale tribeca oscars
    emmy emmys bafta shot shots shoot shoots picture pictures feature features short shorts video videos
    screen screens soundtrack score replica replicas likeness cloned cloning clone clones synthetic generated
    generative render renders rendered rendering películas película cine serie films kino serien tournage
    réalisateur regista cinéma фильм кино 映画 영화
    """.encode().split()
)


def looks_relevant(body: bytes) -> bool:
    """Whether the page may be about film and television.

    False only where its title, description and opening name nothing of it.

    A page in UTF-16, or with hardly any prose after its headlines, passes: nothing can be told of it.
    """
    if b"\0" in body[:200]:
        return True
    # The cheapest look first: two of five pages pass by it.
    if _names_film(_after(body, b"<title", 400)) or _names_film(_after(body, b'name="description"', 600)):
        return True
    prose = end = 0
    for start in _starts(body):
        found, end = _read_prose(body, max(start, end))
        if found is None:
            return True
        prose += found
    return prose < _FEW or _names_film(_after(body, b'"og:title"', 400) + _after(body, b'"og:description"', 600))


def _starts(body: bytes) -> Iterator[int]:
    """Where the first headlines end; where there is none, where the body begins."""
    headline = None
    for headline in islice(_HEADLINE_END.finditer(body), _MOST_HEADLINES):
        yield headline.start()
    if headline is None:
        yield max(body.find(b"<body"), 0)


def _read_prose(body: bytes, start: int) -> tuple[int | None, int]:
    """How many bytes of prose follow, None where film is named among them; and where the look ended."""
    first, last, prose = start, start + _FIRST, 0
    while True:
        texts = _TEXT.findall(body, first, last)
        if _names_film(b" ".join(texts)):
            return None, last
        prose += sum(len(text) for text in texts if len(text) in _PARAGRAPH)
        if last >= min(len(body), start + _FAR) or (prose >= _PROSE and last >= start + _WINDOW):
            return prose, last
        # A text that was cut is read whole the next time.
        first, last = max(first, body.rfind(b">", first, last)), last + _STEP


def _names_film(text: bytes) -> bool:
    return not _SCREEN_WORDS.isdisjoint(text.translate(_TO_WORDS).split())


def _after(body: bytes, mark: bytes, size: int) -> bytes:
    start = body.find(mark, 0, _FAR // 4)
    return b" " + body[start + len(mark) : start + size] if start >= 0 else b""
