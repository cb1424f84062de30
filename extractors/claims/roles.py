"""The labels of the type `role`, and the words that speak for each; the model sees them as features."""

ROLE_LABELS = (
    "ceo",
    "founder",
    "president",
    "executive",
    "director",
    "writer",
    "producer",
    "actor",
    "spokesperson",
    "lawyer",
    "member",
)

ROLE_CUES = {
    "ceo": r"chief executive|CEO|co-CEO|runs|heads?\b",
    "founder": r"found\w*|co-?found\w*|set up|started|launched|established|creator of",
    "president": r"president|chair(?:man|woman|s|ed)?\b|presid\w+",
    "executive": (
        r"chief \w+ officer|C[FTO]O|vice[- ]president|VP|head of|"
        r"managing director|general secretary|executive director|heads"
    ),
    "director": r"direct\w*|dir\.|helm\w*|film-?maker|auteur|made by|a film by|debut",
    "writer": r"wr(?:ote|itten|iter|ites|iting)|screenwriter|script\w*|screenplay|penned|co-?wr\w+|creator",
    "producer": r"produc\w+|prod\.|showrunner",
    "actor": r"star\w*|play\w*|voic\w*|actor|actress|cast|lead|motion capture|performance|lends",
    "spokesperson": r"spokes\w+|press officer|speaking for",
    "lawyer": r"lawyer|attorney|counsel|represent\w*|solicitor|barrister|advocate",
    "member": r"member|sits on|council|committee|belongs",
}
