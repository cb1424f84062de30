"""What the values of one property do to each other: revise, supersede, contradict."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from itertools import pairwise

from extractors.facts.values import Value, age_key, oldest_first
from extractors.facts.voices import Voice, find_voices, is_primary
from extractors.records import SourcedClaim

# Plans change: two planned dates contradict each other only where they were printed in the same fortnight.
PLANS_COMPETE = timedelta(days=14)
# How alike a sentence and its corrected form are, at least (the share of matching characters).
_EDITED = 0.6


# Whether it is the text that the article has now, and the text's number.
Version = tuple[bool, int]


@dataclass(slots=True)
class Stand:
    """A value with who stands behind it and what speaks against it; `held` are claims that their outlets still make.

    `own` are those of the subject itself or of a filing, and `latest` dates the value: a copy or a second-hand report
    makes it no younger. A plan has had its time where the outcome is known (`has_outcome`) or a newer plan stands that
    does not compete with it (`is_outrun`). `revised_by` has the claims whose outlets changed their figure, by id, each
    with the first one that took its place; `left` has the articles whose outlets have gone over to another value that
    they still state.
    """

    value: Value
    members: list[SourcedClaim]
    voices: list[Voice]
    held: list[SourcedClaim] = field(default_factory=list)
    accepted: str | None = None
    rejected: str | None = None
    withdrawn: str | None = None
    superseded: str | None = None
    overruled: str | None = None
    against: list["Stand"] = field(default_factory=list)
    revised_by: dict[str, tuple[SourcedClaim, SourcedClaim]] = field(default_factory=dict)
    own: list[SourcedClaim] = field(default_factory=list)
    latest: SourcedClaim = field(init=False)
    has_outcome: bool = False
    is_outrun: bool = False
    left: set[str] = field(default_factory=set)

    @property
    def counted(self) -> int:
        """Independent voices; at least one behind a value that somebody states."""
        if self.value.standing != "actual" or not self.held:
            return 0
        return max(1, sum(voice.key is not None for voice in self.voices))

    @property
    def is_out(self) -> bool:
        """Whether nothing holds the value up any more."""
        return bool(self.rejected or self.withdrawn or self.superseded or self.overruled)

    def hold(self) -> None:
        """Sets `held`, once revisions are known: a copy of an article that has left the value holds nothing up."""
        self.held = [
            sourced
            for sourced in self.members
            if sourced.is_current and sourced.id not in self.revised_by and sourced.copy_of not in self.left
        ]

    def date(self, officers: Collection[str]) -> None:
        """Sets `own` and `latest`: the last that adds a voice or is the subject's own word; the first if none does."""
        primary = [sourced for sourced in self.held if is_primary(sourced, officers)]
        own = [sourced for sourced in primary if sourced.copy_of is None]
        self.own = own or primary[:1]
        speaking = {
            sourced.id for sourced, voice in zip(self.members, self.voices, strict=True) if voice.key is not None
        }
        speaking.update(sourced.id for sourced in self.own)
        dating = [sourced for sourced in self.held if sourced.id in speaking]
        self.latest = dating[-1] if dating else (self.held or self.members)[0]


def build_stands(
    values: Sequence[Value],
    officers: Collection[str],
    accepted: dict[str, str],
    rejected: dict[str, str],
) -> list[Stand]:
    """Sets out the values of one property, with what each does to the others."""
    stands = []
    for value in values:
        members = oldest_first(value.members)
        stand = Stand(value, members, find_voices(members, officers))
        stand.accepted = next((accepted[sourced.id] for sourced in members if sourced.id in accepted), None)
        stand.rejected = rejected.get(members[0].id)
        stands.append(stand)
    if len(stands) > 1:
        _find_revisions(stands)
    for stand in stands:
        stand.hold()
        if stand.accepted is None:
            _withdraw(stand)
    if len(stands) > 1:
        for stand in stands:
            stand.date(officers)
        _overrule(stands)
        _find_superseded(stands)
        _find_past_plans([stand for stand in stands if not stand.is_out])
        _find_conflicts(stands)
    return stands


def _find_revisions(stands: Sequence[Stand]) -> None:
    """An outlet that states another value later revises its own; the later claims of an article's next version too."""
    stated = [stand for stand in stands if stand.value.standing != "rejected"]
    edits = _find_single_edits(stated)
    for stand in stated:
        others = defaultdict(list)
        for other in stated:
            if other is not stand and _replaces(other.value, stand.value):
                for after in other.members:
                    others[after.outlet].append(after)
        # The members are in the order of publication.
        last = {sourced.outlet: sourced.published for sourced in stand.members if sourced.is_current}
        for before in stand.members:
            if before.copy_of is None:
                successors = [one for one in others[before.outlet] if _follows(before, one, last, edits)]
                _find_revision(stand, before, successors)


def _find_single_edits(stands: Sequence[Stand]) -> dict[tuple[str, Version], Version]:
    """Versions of articles that state one value of the property, with the next ones where these state one value too."""
    stated: dict[str, dict[Version, set[int]]] = defaultdict(lambda: defaultdict(set))
    for number, stand in enumerate(stands):
        for sourced in stand.members:
            stated[sourced.article_id][_version_key(sourced)].add(number)
    return {
        (article, before): after
        for article, versions in stated.items()
        for before, after in pairwise(sorted(versions))
        if len(versions[before]) == len(versions[after]) == 1
    }


def _find_revision(stand: Stand, before: SourcedClaim, successors: Sequence[SourcedClaim]) -> None:
    """The first successor is the news, whatever versions of its article came after it."""
    is_left = any(after.is_current for after in successors)
    # What is printed still is revised only where its outlet still states the other value.
    if successors and (is_left or not before.is_current):
        stand.revised_by[before.id] = before, min(successors, key=_succession)
    if is_left:
        stand.left.add(before.article_id)


def _succession(sourced: SourcedClaim) -> tuple[datetime, Version, str]:
    return sourced.published, _version_key(sourced), sourced.id


def _version_key(sourced: SourcedClaim) -> Version:
    """Sorts the versions of one article; the current one may be an early text to which it has gone back."""
    return sourced.is_current, sourced.version


def _replaces(after: Value, before: Value) -> bool:
    if after.standing == before.standing:
        return after.contradicts(before)
    return "denied" in (after.standing, before.standing) and after.denies(before)


def _follows(
    before: SourcedClaim,
    after: SourcedClaim,
    last: Mapping[str, datetime],
    edits: Mapping[tuple[str, Version], Version],
) -> bool:
    """Whether one takes the other's place; `last` is when each outlet last printed the value of the earlier one."""
    if after.article_id == before.article_id:
        old, new = _version_key(before), _version_key(after)
        if before.is_current or new <= old:
            return False
        # One figure in the place of one is a correction, whatever its words. Where there are several, two unlike
        # sentences are two statements, of which one was read in one version only.
        return edits.get((before.article_id, old)) == new or _is_edited(before.claim.quote, after.claim.quote)
    # Another article of the outlet counts where both speak in their own voice: quoting two sources is no change. Who
    # told the outlet that a plan was moved makes no difference.
    sources = before.claim.attribution, after.claim.attribution
    is_moved = before.claim.status == after.claim.status == "planned" and None in sources
    same_source = is_moved or sources[0] == sources[1]
    # An outlet that repeats the value afterwards has not left it.
    return before.is_current and same_source and after.published > last[before.outlet]


def _is_edited(before: str, after: str) -> bool:
    return SequenceMatcher(None, before, after, autojunk=False).ratio() >= _EDITED


def _withdraw(stand: Stand) -> None:
    if stand.held:
        return
    pairs = sorted(stand.revised_by.values(), key=lambda pair: age_key(pair[1]))
    if pairs:
        after = pairs[-1][1]
        stand.withdrawn = f"revised by {after.outlet} on {after.published.date()}"
    else:
        stand.withdrawn = "no longer in the article"


def _overrule(stands: Sequence[Stand]) -> None:
    """What the user has accepted ends whatever it opposes, but for what is accepted too."""
    for stand in stands:
        if stand.accepted is None:
            continue
        for other in stands:
            if other is stand or other.accepted is not None or other.is_out:
                continue
            # Where the currencies differ, only one of two directions may contradict.
            if _opposes(stand, other) or _opposes(other, stand):
                other.overruled = f"overruled: {stand.accepted}"


def _find_superseded(stands: Sequence[Stand]) -> None:
    """A later word of the subject itself, or a filing, ends what others reported before."""
    for stand in stands:
        if stand.value.standing == "rejected" or stand.is_out:
            continue
        for other in stands:
            if other is stand or other.is_out or other.accepted is not None or not _opposes(stand, other):
                continue
            word = next((sourced for sourced in stand.own if sourced.published > other.latest.published), None)
            if word is not None:
                source = word.claim.attribution or "a filing"
                other.superseded = f"superseded on {word.published.date()} by {source}"


def _find_past_plans(live: Sequence[Stand]) -> None:
    """Plans whose outcome is known, or of which a newer one stands that does not compete with them."""
    outcomes = [stand.value.last_day for stand in live if stand.value.standing == "actual"]
    plans = [stand for stand in live if stand.value.standing == "planned"]
    for plan in plans:
        plan.has_outcome = any(day >= plan.value.first_day for day in outcomes)
        plan.is_outrun = any(other.latest.published - plan.latest.published > PLANS_COMPETE for other in plans)


def _find_conflicts(stands: Sequence[Stand]) -> None:
    live = [stand for stand in stands if not (stand.is_out or stand.has_outcome or stand.is_outrun)]
    for position, one in enumerate(live):
        for other in live[position + 1 :]:
            if _opposes(one, other) and _are_two_sources(one, other):
                one.against.append(other)
                other.against.append(one)


def _opposes(one: Stand, other: Stand) -> bool:
    pair = {one.value.standing, other.value.standing}
    if pair == {"actual"}:
        return one.value.contradicts(other.value)
    if pair == {"planned"}:
        near = abs(one.latest.published - other.latest.published) <= PLANS_COMPETE
        return near and one.value.contradicts(other.value)
    return "denied" in pair and len(pair) == 2 and "rejected" not in pair and one.value.denies(other.value)


def _are_two_sources(one: Stand, other: Stand) -> bool:
    """Two figures in one article and one voice are an old and a new one, or a misreading: no dispute."""
    for left in one.held:
        for right in other.held:
            if left.article_id != right.article_id and (left.copy_of or left.article_id) != (
                right.copy_of or right.article_id
            ):
                return True
            if left.claim.attribution != right.claim.attribution:
                return True
    return False
