"""Which words name a length of time, people, or a share."""

from decimal import Decimal

from extractors.quantities.tokens import Tokens

MINUTE_UNITS = {
    **dict.fromkeys(("second", "seconds", "sec", "secs", "s"), Decimal(1) / Decimal(60)),
    **dict.fromkeys(("minute", "minutes", "min", "mins", "m", "minuter", "minuten", "mn"), Decimal(1)),
    **dict.fromkeys(("hour", "hours", "hr", "hrs", "h"), Decimal(60)),
}
DAY_UNITS = {
    **dict.fromkeys(("day", "days", "night", "nights", "workday", "workdays"), Decimal(1)),
    **dict.fromkeys(("week", "weeks", "wk", "wks"), Decimal(7)),
    **dict.fromkeys(("weekend", "weekends"), Decimal(2)),
    **dict.fromkeys(("fortnight", "fortnights"), Decimal(14)),
    **dict.fromkeys(("month", "months"), Decimal(30)),
    **dict.fromkeys(("year", "years", "yr", "yrs", "winters", "summers"), Decimal(365)),
    **dict.fromkeys(("decade", "decades"), Decimal(3650)),
}
TIME_UNITS = MINUTE_UNITS | DAY_UNITS
PEOPLE = frozenset(
    """people person persons staff staffers staffer employees employee workers worker artists artist animators animator
    engineers engineer crew crewmembers members member technicians technician heads head souls soul hands hand men man women woman
    colleagues colleague creators creator professionals professional filmmakers filmmaker designers designer coders coder
    programmers programmer developers developer freelancers freelancer students student editors editor friends friend volunteers
    specialists specialist operators operator prompters prompter humans human individuals individual blokes bloke teachers teacher
    compositors compositor contractors contractor collaborators collaborator names researchers researcher interns intern
    producers writers directors translators linguists illustrators painters musicians graduates employee's coworkers co-workers
    jobs posts positions fte ftes headcount folk folks guys guy girls girl strong hander handers amateurs beginners supervisors
    modellers sculptors coordinators assistants apprentices partners siblings brothers sisters cousins retirees annotators trainers
    lads lad dentists farmers craftspeople craftsmen storyboarders scientists experts veterans generalists adults
    """.split()
)
# A number after "crew of", "a team of", "employs" counts people without a noun of its own.
PEOPLE_LEADS = (
    "crew of;team of;staff of;unit of;workforce of;company of;headcount of;payroll of;band of;collective of;group of;skeleton crew of;"
    "employs;employ;employed;employing;headcount;headcount :;staff :;crew :;team :;people :;employees :;headcount ,;headcount is;"
    "headcount was;headcount stands at;headcount now stands at;payroll is;payroll of;crew numbered;crew numbers;workforce numbers;"
    "staff numbers;crew totalled;team numbered;staff numbering;numbering;outfit of;studio of;firm of;duo of;trio of;squad of;"
    "number of employees;number of employees :;cast and crew of;army of;handful of;ensemble of;the staff is;staff is;crew was;crew of only;"
    "staff count :;staff count of;crew size :;team size :;people ,;staff ,;crew ,;the hands of"
)
PERCENT_WORDS = frozenset({"%", "percent", "pct", "٪", "percentage", "％"})
_LEADS = frozenset(tuple(reversed(lead.split())) for lead in PEOPLE_LEADS.split(";"))
_LEAD_LAST = frozenset(lead[0] for lead in _LEADS)
_PLAIN_BREAKS = frozenset(
    "the and or of in on at for with to from by is was were are has had have who that which a an but it he she they we".split()
)


def people_before(tokens: Tokens, index: int) -> bool:
    """Whether the words before the token ("a crew of", "employs") make a bare number people."""
    if tokens.word(index - 1) not in _LEAD_LAST:
        return False
    words: list[str] = []
    for at in range(index - 1, max(index - 6, -1), -1):
        words.append(tokens.words[at])
        if tuple(words) in _LEADS:
            return True
    return False


def people_after(tokens: Tokens, index: int) -> int | None:
    """The token after a noun of people that follows within three plain words ("nine young women"); else None."""
    at = index
    for _ in range(4):
        word = tokens.word(at)
        if word == "-" and tokens.glued(at):
            at += 1
            word = tokens.word(at)
        if not word.isalpha() or not tokens.same_line(at) or word in _PLAIN_BREAKS:
            return None
        if word in PEOPLE:
            return at + 1
        if word in TIME_UNITS or len(word) < 2:
            return None
        at += 1
    return None


def percent_after(tokens: Tokens, index: int) -> int | None:
    """The token after "per cent", "%", "percent"; else None."""
    word = tokens.word(index)
    if word in PERCENT_WORDS:
        following = tokens.word(index + 1)
        return index + 2 if word == "percentage" and following in {"points", "point"} else index + 1
    if word == "per" and tokens.word(index + 1) == "cent":
        return index + 2
    if word == "p" and tokens.word(index + 1) == "." and tokens.word(index + 2) == "c":
        return index + 3
    return None
