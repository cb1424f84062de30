"""What the values of one property do to each other: revise, supersede, contradict."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from difflib import SequenceMatcher

from extractors.facts.values import Value, age_key, oldest_first
from extractors.facts.voices import Voice, find_voices, is_primary
from extractors.records import SourcedClaim

# Plans change: two planned dates contradict each other only where they were printed in the same fortnight.
PLANS_COMPETE = timedelta(days=14)
# How alike a sentence and its corrected form are, at least (the share of matching characters).
_EDITED = 0.6


@dataclass(slots=True)
class Stand:
    """A value with who stands behind it and what speaks against it; `held` are claims that their outlets still make.

    `revised_by` has the claims whose outlets changed their figure, by id, each with the first one that took its place;
    `left` has the articles whose outlets have gone over to another value that they still state.
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
        _overrule(stands)
        _find_superseded(stands, officers)
        _find_conflicts(stands)
    return stands


def _find_revisions(stands: Sequence[Stand]) -> None:
    """An outlet that states another value later revises its own; the later claims of an article's next version too."""
    actual = [stand for stand in stands if stand.value.standing in ("actual", "denied")]
    for stand in actual:
        others = defaultdict(list)
        for other in actual:
            if other is not stand and _replaces(other.value, stand.value):
                for after in other.members:
                    others[after.outlet].append(after)
        # The members are in the order of publication.
        last = {sourced.outlet: sourced.published for sourced in stand.members if sourced.is_current}
        for before in stand.members:
            if before.copy_of is None:
                _find_revision(stand, before, [one for one in others[before.outlet] if _follows(before, one, last)])


def _find_revision(stand: Stand, before: SourcedClaim, successors: Sequence[SourcedClaim]) -> None:
    """The first successor is the news, whatever versions of its article came after it."""
    is_left = any(after.is_current for after in successors)
    # What is printed still is revised only where its outlet still states the other value.
    if successors and (is_left or not before.is_current):
        stand.revised_by[before.id] = before, min(successors, key=_succession)
    if is_left:
        stand.left.add(before.article_id)


def _succession(sourced: SourcedClaim) -> tuple[datetime, tuple[bool, int], str]:
    return sourced.published, _version_key(sourced), sourced.id


def _version_key(sourced: SourcedClaim) -> tuple[bool, int]:
    """Sorts the versions of one article; the current one may be an early text to which it has gone back."""
    return sourced.is_current, sourced.version


def _replaces(after: Value, before: Value) -> bool:
    if after.standing == before.standing:
        return after.contradicts(before)
    return after.denies(before)


def _follows(before: SourcedClaim, after: SourcedClaim, last: Mapping[str, datetime]) -> bool:
    """Whether one takes the other's place; `last` is when each outlet last printed the value of the earlier one."""
    if after.article_id == before.article_id:
        # Two unlike sentences of two versions are two statements, of which one was read in one version only.
        is_later = _version_key(after) > _version_key(before)
        return is_later and _is_edited(before.claim.quote, after.claim.quote)
    # Another article of the outlet counts where both speak in their own voice: quoting two sources is no change.
    same_source = before.claim.attribution == after.claim.attribution
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
            if _opposes(stand.value, other.value) or _opposes(other.value, stand.value):
                other.overruled = f"overruled: {stand.accepted}"


def _find_superseded(stands: Sequence[Stand], officers: Collection[str]) -> None:
    """A later word of the subject itself, or a filing, ends what others reported before."""
    for stand in stands:
        if stand.value.standing not in ("actual", "denied") or stand.is_out:
            continue
        own = [sourced for sourced in stand.held if is_primary(sourced, officers)]
        if not own:
            continue
        word = own[-1]
        for other in stands:
            if other is stand or other.is_out or not _opposes(stand.value, other.value):
                continue
            is_later = all(sourced.published < word.published for sourced in other.held)
            if is_later and other.accepted is None:
                source = word.claim.attribution or "a filing"
                other.superseded = f"superseded on {word.published.date()} by {source}"


def _find_conflicts(stands: Sequence[Stand]) -> None:
    live = [stand for stand in stands if not stand.is_out]
    for position, one in enumerate(live):
        for other in live[position + 1 :]:
            if _opposes(one.value, other.value) and _are_two_sources(one, other):
                one.against.append(other)
                other.against.append(one)


def _opposes(one: Value, other: Value) -> bool:
    pair = {one.standing, other.standing}
    if pair == {"actual"}:
        return one.contradicts(other)
    if pair == {"planned"}:
        near = abs(one.members[-1].published - other.members[-1].published) <= PLANS_COMPETE
        return near and one.contradicts(other)
    return "denied" in pair and len(pair) == 2 and "rejected" not in pair and one.denies(other)


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
