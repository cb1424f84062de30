"""Lines inside a body that are not what the article says: plugs, pointers to other pages, credits, cookie text."""

import re

_MAX_PLUG = 400
_POINTER = re.compile(
    r"""(?:read\ (?:more|next|also|the)|also\ read|read|more|more\ on\ this|see\ also|see\ more|watch|listen
    | don['’]t\ miss|related|related\ (?:stories|articles?|topics?|reading)|recommended|more\ from|more\ on
    | you\ may\ also\ like|up\ next|trending|editor['’]s\ picks?|must\ read|further\ reading|explore\ more
    | find\ out\ more|click\ here|image|photo|pictured|advertisement|story\ continues\ below)
    (?:\s*[:|>»–—]|\s-\s|$)""",
    re.I | re.X,
)
_SOCIAL = r"(?:facebook|twitter|instagram|tiktok|linkedin|threads|bluesky|telegram|whatsapp|youtube|google\ news|x\b|@)"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
# A byline with its day, and the time of day that no sentence of an article ends with.
_DAY = rf"(?:\d{{1,2}}\ {_MONTH}|{_MONTH}\ \d{{1,2}},?)\ \d{{4}}"
_TIME = r"\d{1,2}[.:]\d\d(?:\s?[ap]\.?m\.?)?(?:\s?[A-Z]{2,4})?"
_OPENING = re.compile(
    rf"""(?:sign[ -]?up|subscribe|create\ (?:an|your)\ (?:free\ )?account|log\ ?in)\b.{{0,80}}$
    | (?:register|sign\ ?in)(?:\ (?:now|here|today|for|with|to)\b.{{0,60}})?$
    | (?:follow|(?:like|join|find|connect\ with)\ (?:us|our|me|him|her|them))\b
      .{{0,60}}\bon\b.{{0,30}}{_SOCIAL}.{{0,80}}$
    | .{{0,80}}\bas\ a\ preferred\ source\b.{{0,80}}$
    | (?:click|tap)\ here\b
    | (?:share|tweet|print|e-?mail|save)\ (?:this|on|your|with)\b.{{0,80}}$
    | like\ this\ (?:story|article|post|page)\b.{{0,60}}$ | comment\ (?:on\ this|below)\b.{{0,40}}$
    | (?:do\ you\ have|have|got)\ (?:a|any)\ (?:story|tip|news\ tip|question|comment)s?\b
    | (?:our|this)\ (?:website|site)\b.{{0,30}}\b(?:is\ the\ place|uses\ cookies)\b
    | \(?(?:additional\ )?reporting\ (?:and\ (?:writing|editing)\ )?by\b.{{0,250}}$
    | \(?(?:writing|editing)\ by\b.{{0,120}}$
    | (?:©|\(c\)|copyright\ (?:©|\(c\)|\d{{4}})).{{0,120}}$
    | this\ (?:story|article|post)\ (?:has\ been|was)\ (?:automatically|auto-)
    | (?:advertisement|advertising)\b.{{0,30}}$ | sponsored(?:\ (?:by|content)\b[^.]{{0,40}})?$ | promoted$
    | (?:story|article)\ continues\b.{{0,40}}$ | scroll\ (?:down|to)\b.{{0,40}}$
    | \[[\w-]+\b[^\]]*\].*\[/[\w-]+\]$ | _{{3,}}$ | \W{{0,5}}$
    | (?:\d+|no|view|show|leave\ a|post\ a|add\ a)\ comments?\b.{{0,40}}$
    | (?:updated|published|posted|last\ (?:updated|modified))\b(?:[^.!?]|\.\d){{0,60}}\d{{4}}(?:[^.!?]|\.\d){{0,30}}
      (?:\bby\ [^.!?]{{3,60}})?$
    | https?://\S+\.(?:jpe?g|png|gif|webp|svg)\b
    | \d{{1,2}}[.:]\d\d(?:\s?[ap]\.?m\.?)?(?:\s?[A-Z]{{2,4}})?$
    | by\ [^.!?]{{3,60}}\b{_DAY}(?:,?\ (?:at\ )?{_TIME})?$ | [^.!?]{{3,60}}\b{_DAY},?\ (?:at\ )?{_TIME}$
    | (?:an?|\d+)\ (?:sec|min|hour|hr|day|week|month)\w*\.?\ ago$
    | (?:show|see|view|load|hide)\ (?:key|more|all|new|latest|older|newer)\b.{{0,40}}$ | \d+\ new\ updates?$
    | (?:key\ events?|pinned(?:\ post)?|live|live\ (?:updates|reporting|feed)|latest\ updates?|refresh)$
    | (?:filters?|summary)$
    | updated\ at\b.{{0,30}}$ | please\ (?:turn\ on|enable)\ javascript\b
    | with\ files\ from\b.{{0,120}}$
    | (?:image|photo|picture|illustration|video|source|credit)s?(?:\ (?:credit|by|courtesy))?\s?[:/].{{1,100}}$""",
    re.I | re.X,
)
_INSIDE = re.compile(
    rf"""\b(?:sign(?:ing)?[ -]?up|subscribe|register)\b.{{0,60}}\b(?:newsletters?|inbox|e-?mails?|alerts?)\b
    | \bnewsletters?\b.{{0,60}}\b(?:sign[ -]?up|subscribe|inbox|delivered)\b
    | \b(?:delivered|straight|sent|direct(?:ly)?)\b.{{0,30}}\b(?:to|into|through)\ your
      \b.{{0,12}}\b(?:inbox|letterbox|door|mailbox)\b
    | \bon\ our\ (?:facebook|twitter|whatsapp|telegram|instagram|youtube)\b
    | \bclick\ here\ (?:for|to)\b.{{0,60}}$ | \bshare\ (?:it|this)\ with\ (?:a\ friend|your\ friends)\b
    | \b(?:e-?mail|contact|get\ in\ touch\ with)
      \ (?:us|our\ (?:news|web|editorial)?\ ?team|the\ (?:author|reporter))\b.{{0,80}}$
    | \bmay\ earn\b.{{0,30}}\bcommission\b | \bearn\ us\ a\ commission\b
    | \baffiliate\ (?:links?|commission|partners?)\b
    | \bindependently\ (?:selected|select|chosen|reviewed)\b
    | \bwe\ use\ cookies\b | \bcookie\ (?:policy|settings|preferences)\b | \ball\ rights\ reserved\b | \brecaptcha\b
    | \bfollow\ (?:him|her|them|us|me)\ (?:on|at)\ {_SOCIAL}
    | ^.{{5,160}}\((?:image|photo|picture|credit|pic)s?\s?:[^)]{{1,80}}\)$
    | ^.{{5,160}}\b(?:image|photo|picture)\ credits?:.{{1,80}}$""",
    re.X,
)
# Without one of these no part of _INSIDE matches; looking for them is far cheaper.
_TRIGGERS = (
    *("sign", "subscribe", "register", "newsletter", "your", "on our", "click here", "share", "email", "e-mail"),
    *("contact", "in touch", "earn", "affiliate", "independently", "cookie", "rights reserved", "recaptcha"),
    *("follow ", "image", "photo", "picture", "credit", "(pic"),
)

# Money, shares and lengths, which articles report and plugs seldom name; "5 minutes ago" and "3 min read" are none.
_DIGIT = re.compile(r"\d")
_FIGURE = re.compile(
    r"""[$€£¥₹]\s?\d | \b(?:usd|eur|gbp)\s?\d
    | \d\s?(?:[€£%]|per\s?cent\b|(?:million|billion|trillion|crore|lakh|[mb]n|euros?|dollars?|pounds|yen)\b)
    | \d[\s-](?:seconds?|minutes?|mins?|hours?|episodes?)\b(?![\s-](?:ago|read|listen|watch))""",
    re.I | re.X,
)
# What a plug asks of the reader, or says of itself.
_ASKS = re.compile(
    r"""(?:please\ |to\ )?(?:sign[ -]?(?:up|in)|subscribe|log\ ?in|register|create|follow|like|join|find|connect|click
    | tap|share|tweet|print|e-?mail|save|read|see|watch|listen|scroll|contact|get|download|don['’]t|show|view|load|try
    | buy|support|become|send|do\ you|have|got|want|enjoy|this\ (?:story|article|post|site|website)|our|advertis\w+
    | sponsored|promoted|copyright|©|more|related|recommended|trending|up\ next|you\ may|editor|must|further
    | explore)\b""",
    re.I | re.X,
)
# Of the outlet itself: "for $1 a week you get our newsletter".
_OWN_PRICE = re.compile(
    r"[$€£]\s?\d[\d.,]*\s?(?:an?|per|/|every|for)\s?(?:\w+\s)?(?:week|month|year|days)\b.*\b(?:your?|our|us)\b", re.I
)
# "Image: $0.04 each" in a list of prices.
_PRICE_OF_KIND = re.compile(r"(?:image|photo|video|picture)s?:\s?(?:\w+\s){0,2}[$€£¥₹]\s?\d", re.I)

_SECTION = re.compile(
    r"""(?:related|recommended|suggested)
      (?:\ (?:stories|articles?|reading|content|posts?|news|links|topics|coverage|for\ you))?
    | (?:more|also|read|what\ to\ read|where\ to|up)
      \ (?:next|on\ this.{0,30}|like\ this|from\ .{1,40}|stories.{0,30}|news|coverage)
    | (?:you\ (?:may|might)|readers)\ (?:also\ )?(?:like|enjoy|read|be\ interested).{0,20} | don['’]t\ miss
    | further\ reading
    | (?:most|trending|popular)\ ?(?:read|popular|viewed|shared|now|stories|posts|topics|articles)?
    | top\ stories | latest\ (?:news|stories)
    | (?:sign\ up|subscribe|join|get)\b.{0,60}\b(?:newsletters?|inbox|updates).{0,40} | (?:our\ |free\ )?newsletters?
    | share\ this.{0,30}
    | (?:\d+\ |leave\ a\ |post\ a\ |join\ the\ )?(?:comments?|conversation|discussion|reply)(?:\ \(\d+\))?
    | follow\ us.{0,30} | tags | topics | (?:sponsored|partner|promoted)(?:\ content|\ stories)?
    | in\ this\ (?:article|story)
    | table\ of\ contents | jump\ to.{0,20}""",
    re.I | re.X,
)
_APPENDIX = re.compile(
    r"""about\ the\ (?:authors?|writers?|reporters?)
    | (?:the\ )?(?:key|jargon|useful|important)\ (?:terms|words|concepts)(?:\ explained)?
    | (?:terms|jargon)\ (?:explained|buster|to\ know) | glossary(?:\ .{0,30})? | definitions""",
    re.I | re.X,
)
_BIO = re.compile(
    r"^(?:[A-Z][\w.'’-]+ ){1,3}[A-Z][\w.'’-]+,? (?:is|was|has been|works as|writes as) (?:a|an|the|our|based)\b.{0,80}"
    r"\b(?:reporter|writer|editor|journalist|correspondent|columnist|critic|contributor|blogger|author)\b"
)


def is_section_head(text: str, brand: str) -> bool:
    """Whether a heading opens a section of links, plugs or comments."""
    line = text.rstrip(" :>»…")
    more_of_us = line.lower().startswith("more ") and len(brand) > 3 and brand in line.lower().replace(" ", "")
    return len(line) <= 80 and (more_of_us or bool(_SECTION.fullmatch(line)))


def is_appendix_head(text: str) -> bool:
    """Whether a heading opens a glossary or a note on the author."""
    return len(text) <= 80 and bool(_APPENDIX.fullmatch(text.rstrip(" :")))


def is_glossary_head(text: str) -> bool:
    """Whether a heading opens a glossary, or the terms of a deal."""
    return is_appendix_head(text) and not text.lower().startswith("about")


def is_bio(text: str, authors: tuple[str, ...]) -> bool:
    """Whether a closing paragraph introduces its author: one of the article's, or somebody who writes.

    Of somebody else a sum is news: "X is a journalist turned producer; his studio raised $22 million".
    """
    if len(text) > 600:
        return False
    named = any(
        text.startswith(f"{author} {verb} ") for author in authors for verb in ("is", "was", "has", "covers", "writes")
    )
    return named or (bool(_BIO.match(text)) and not has_figure(text))


def has_figure(text: str) -> bool:
    """Whether a text names a sum, a share or a length."""
    # Most texts hold no digit, which is found out many times as fast.
    return _DIGIT.search(text) is not None and _FIGURE.search(text) is not None


def is_plug(text: str, own_text: str | None = None) -> bool:
    """Whether a block's text is a plug, a pointer to another page, a credit or the like. Only short blocks are.

    A text with a figure outside its links, which `own_text` is, is one only if it asks for something or sells itself.
    """
    if len(text) > _MAX_PLUG or _PRICE_OF_KIND.match(text):
        return False
    if has_figure(text if own_text is None else own_text) and not (_ASKS.match(text) or _OWN_PRICE.search(text)):
        return False
    if _POINTER.match(text) or _OPENING.match(text):
        return True
    lowered = text.lower()
    return any(trigger in lowered for trigger in _TRIGGERS) and bool(_INSIDE.search(lowered))
