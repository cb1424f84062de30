"""How a value reads in the digest: exact enough to be quoted, short enough to be scanned."""

from decimal import Decimal

from extractors.digest_records import ClaimRow, FactRow
from extractors.records import Claim

_SYMBOLS = {
    "USD": "$",
    "EUR": "€",
    "GBP": "£",
    "JPY": "¥",
    "INR": "₹",
    "KRW": "₩",
    "CAD": "C$",
    "AUD": "A$",
    "HKD": "HK$",
    "NZD": "NZ$",
    "SGD": "S$",
    "TWD": "NT$",
    "BRL": "R$",
}
_SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
_BOUNDS = {"exact": "", "about": "about ", "over": "over ", "under": "under ", "range": ""}
_ROLES = {
    "ceo": "Chief executive",
    "founder": "Founder",
    "president": "President",
    "executive": "Executive",
    "director": "Director",
    "writer": "Writer",
    "producer": "Producer",
    "actor": "Cast",
    "spokesperson": "Spokesperson",
    "lawyer": "Lawyer",
    "member": "Member",
}
_TYPES = {
    "budget": "Budget",
    "compute_cost": "Spent on computing",
    "valuation": "Valuation",
    "funding": "Funding raised",
    "revenue": "Revenue",
    "box_office": "Box office",
    "deal_value": "Deal value",
    "legal_amount": "Legal amount",
    "runtime": "Running time",
    "production_time": "Time to make",
    "team_size": "Team",
    "cost_saving": "Saved by AI",
    "ai_share": "Share made by AI",
    "premiere": "Shown at",
    "release_date": "Release",
}
_STATUSES = {"asserted": "", "reported": "reported", "estimated": "estimate", "planned": "planned", "denied": "denied"}


def plain_number(value: Decimal) -> str:
    """`1500000` -> `1,500,000`; `1.670` -> `1.67`."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(value: Decimal, currency: str) -> str:
    """`$1.5 billion`, `$500,000`, `PLN 3 million`."""
    symbol = _SYMBOLS.get(currency, f"{currency} ")
    for scale, word in _SCALES:
        if abs(value) >= scale and (value / scale * 1000) % 1 == 0:
            return f"{symbol}{plain_number(value / scale)} {word}"
    return f"{symbol}{plain_number(value)}"


def amount(value: Decimal, unit: str) -> str:
    """One value in its unit."""
    number = plain_number(value)
    if unit == "percent":
        return f"{number}%"
    if unit in ("minute", "day", "person"):
        plural = {"minute": "minutes", "day": "days", "person": "people"}[unit]
        return f"{number} {unit if value == 1 else plural}"
    return money(value, unit)


def value_phrase(row: ClaimRow | FactRow) -> str:
    """The value with its bound: `about $500,000`, `$8 million to $10 million`; for a relation its object or date."""
    if row.low is None or row.unit is None:
        return _relation(row.object, row.date)
    return _figure(row.low, row.high, row.unit, row.bound)


def claim_phrase(claim: Claim) -> str:
    """A claim in one line: `Salt Road: budget about $500,000`."""
    if claim.value is None or claim.unit is None:
        value = _relation(claim.object, claim.date)
    else:
        value = _figure(claim.value, claim.value_high, claim.unit, claim.bound)
    return f"{claim.subject}: {lower_first(property_phrase(claim.type, claim.label))} {value}"


def _relation(object_: str | None, date: str | None) -> str:
    return " · ".join(part for part in (object_, date) if part) or "—"


def _figure(low: Decimal, high: Decimal | None, unit: str, bound: str) -> str:
    if high is not None and high != low:
        return f"{amount(low, unit)} to {amount(high, unit)}"
    return _BOUNDS[bound] + amount(low, unit)


def property_phrase(kind: str, label: str | None) -> str:
    """The property in words: `Budget`, `Funding raised (series a)`, `Chief executive`."""
    if kind == "role":
        return _ROLES.get(label or "", (label or "role").capitalize())
    name = _TYPES.get(kind, kind.replace("_", " ").capitalize())
    return f"{name} ({label})" if label else name


def status_word(status: str) -> str:
    """What must stand beside a value that is not a plain statement; empty for one that is."""
    return _STATUSES.get(status, status)


def lower_first(text: str) -> str:
    """`Share made by AI` -> `share made by AI`."""
    return text[:1].lower() + text[1:]
