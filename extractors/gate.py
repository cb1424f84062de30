"""A gate on raw bytes: throws out the page that plainly is not about film and television, before it is parsed."""

import re

# How much of a page is looked at, from the end of its headline on: a film story names film in its first pages.
_WINDOW = 16_000
_FIRST = 4_000
_FAR = 240_000
_MIN_WORDS = 40
# What stands between tags and holds no brace, as scripts do.
_TEXT = re.compile(rb">([^<>{}]{3,})<")
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

    A page in UTF-16, or with hardly any words where they are looked for, passes: nothing can be told of it.
    """
    if b"\0" in body[:200]:
        return True
    # The cheapest look first: two of five pages pass by it.
    named = _after(body, b"<title", 400) + _after(body, b'name="description"', 600)
    if not _SCREEN_WORDS.isdisjoint(named.translate(_TO_WORDS).split()):
        return True
    headline = _HEADLINE_END.search(body, 0, _FAR)
    start = headline.start() if headline else max(body.find(b"<body"), 0)
    found = 0
    for first, last in ((start, start + _FIRST), (start + _FIRST, start + _WINDOW)):
        words = b" ".join(_TEXT.findall(body, first, last)).translate(_TO_WORDS).split()
        if not _SCREEN_WORDS.isdisjoint(words):
            return True
        found += len(words)
    return found < _MIN_WORDS


def _after(body: bytes, mark: bytes, size: int) -> bytes:
    start = body.find(mark, 0, _FAR // 4)
    return b" " + body[start + len(mark) : start + size] if start >= 0 else b""
