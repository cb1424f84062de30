"""Lines inside a body that are not what the article says: plugs, pointers to other pages, credits, cookie text."""

import re

_MAX_PLUG = 400
_POINTER = re.compile(
    r"""(?:read\ (?:more|next|also|the)|also\ read|read|more|more\ on\ this|see\ also|see\ more|watch|listen|don['’]t\ miss
    | related|related\ (?:stories|articles?|topics?|reading)|recommended|more\ from|more\ on|you\ may\ also\ like|up\ next
    | trending|editor['’]s\ picks?|must\ read|further\ reading|explore\ more|find\ out\ more|click\ here|image|photo|pictured
    | advertisement|story\ continues\ below)(?:\s*[:|>»–—-]|$)""",
    re.I | re.X,
)
_OPENING = re.compile(
    r"""(?:sign[ -]?up|subscribe|register|create\ (?:an|your)\ (?:free\ )?account|log\ ?in|sign\ ?in)\b.{0,80}$
    | (?:follow|like|join|find|add|connect\ with)\b.{0,60}\b(?:on|as)\b.{0,30}\b(?:facebook|twitter|x|instagram|tiktok|linkedin
      |threads|bluesky|telegram|whatsapp|youtube|google\ news|preferred\ source)\b.{0,80}$
    | (?:click|tap)\ here\b
    | (?:share|comment|like|tweet|print|e-?mail|save)\ (?:this|on|your|with)\b.{0,80}$
    | (?:do\ you\ have|have|got)\ (?:a|any)\ (?:story|tip|news\ tip|question|comment)s?\b
    | (?:our|this)\ (?:website|site)\b.{0,30}\b(?:is\ the\ place|uses\ cookies)\b
    | \(?(?:additional\ )?(?:reporting|writing|editing|compiled|edited|reported|written)\ (?:by|and\ (?:writing|editing)\ by)\b.{0,250}$
    | (?:©|\(c\)|copyright\b).{0,120}$
    | this\ (?:story|article|post)\ (?:has\ been|was)\ (?:automatically|auto-)
    | (?:advertisement|advertising|sponsored|promoted|story\ continues|article\ continues|scroll\ (?:down|to))\b.{0,50}$
    | \[[\w-]+\b[^\]]*\].*\[/[\w-]+\]$ | _{3,}$ | \W{0,5}$
    | (?:\d+|no|view|show|leave\ a|post\ a|add\ a)\ comments?\b.{0,40}$
    | (?:updated|published|posted|last\ (?:updated|modified))\b.{0,60}\d{4}.{0,30}$
    | https?://\S+\.(?:jpe?g|png|gif|webp|svg)\b
    | with\ files\ from\b.{0,120}$
    | (?:image|photo|picture|illustration|video|source|credit)s?(?:\ (?:credit|by|courtesy))?\s?[:/].{1,100}$""",
    re.I | re.X,
)
_INSIDE = re.compile(
    r"""\b(?:sign(?:ing)?[ -]?up|subscribe|register)\b.{0,80}\b(?:newsletters?|inbox|e-?mails?|alerts?|magazine|channel)\b
    | \bnewsletters?\b.{0,60}\b(?:sign[ -]?up|subscribe|inbox|delivered)\b
    | \b(?:delivered|straight|sent|direct(?:ly)?)\b.{0,30}\b(?:to|into|through)\ your\b.{0,12}\b(?:inbox|letterbox|door|mailbox|phone)\b
    | \bon\ our\ (?:facebook|twitter|whatsapp|telegram|instagram|youtube)\b
    | \bclick\ here\ (?:for|to)\b.{0,60}$ | \bshare\ (?:it|this)\ with\ (?:a\ friend|your\ friends)\b
    | \b(?:e-?mail|contact|get\ in\ touch\ with)\ (?:us|our\ (?:news|web|editorial)?\ ?team|the\ (?:author|reporter|writer))\b.{0,80}$
    | \bearn\b.{0,20}\bcommission\b | \baffiliate\ (?:links?|commission|partners?)\b
    | \bindependently\ (?:selected|select|chosen|reviewed)\b
    | \bwe\ use\ cookies\b | \bcookie\ (?:policy|settings|preferences)\b | \ball\ rights\ reserved\b | \brecaptcha\b
    | \bfollow\ (?:him|her|them|us|me)\ (?:on|at)\b
    | ^.{5,160}\((?:image|photo|picture|credit|pic)s?\s?:[^)]{1,80}\)$ | ^.{5,160}\b(?:image|photo|picture)\ credits?:.{1,80}$""",
    re.X,
)
# Without one of these no part of _INSIDE matches; looking for them is far cheaper.
_TRIGGERS = (
    ("sign", "subscribe", "register", "newsletter", "your", "on our", "click here", "share", "email", "e-mail", "contact")
    + ("in touch", "earn", "affiliate", "independently", "cookie", "rights reserved", "recaptcha", "follow ", "image", "photo")
    + ("picture", "credit", "(pic")
)  # fmt: skip


def is_plug(text: str) -> bool:
    """Whether a block's text is a plug, a pointer to another page, a credit or the like. Only short blocks are."""
    if len(text) > _MAX_PLUG:
        return False
    if _POINTER.match(text) or _OPENING.match(text):
        return True
    lowered = text.lower()
    return any(trigger in lowered for trigger in _TRIGGERS) and bool(_INSIDE.search(lowered))
