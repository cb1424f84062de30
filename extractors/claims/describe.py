"""docs/claims.md out of the declarations: `python -m extractors.claims.describe > docs/claims.md`."""

import sys

from extractors.claims.declaration import ClaimType, Example
from extractors.claims.types import CLAIM_TYPES

_HEAD = """# Claims

Made from the declarations in `extractors/claims/` (`money_types`, `measure_types`, `relation_types`) by `python -m extractors.claims.describe`; a test holds both together.

A claim is a statement in an article about one named subject. Each distinct (type, subject, value, object) stands once per article. Its fields:

| field | what |
|---|---|
| `type` | one of the types below |
| `subject`, `object` | an entity's fullest name in the article; a venue that is no entity is written as in the text |
| `value`, `value_high`, `unit` | the amount as a plain figure, and the high end of a range; an ISO 4217 code for money, else `percent`, `minute`, `day`, `person` |
| `bound` | `exact`, `about`, `over`, `under`, `range` |
| `label` | what kind of the type it is, where the text says so (`series a`, `worldwide`, `director`) |
| `date` | the event's own day, as precise as the text is (`2026`, `2026-05`, `2026-05-21`) |
| `as_of` | when the value held, resolved against the day of publication (by the clock of the page, where it gives its offset from UTC) |
| `status` | `asserted`; `reported` (hearsay without a named source); `estimated`; `planned`; `denied` |
| `attribution` | whom the text gives as the source of this figure |
| `quote`, `start`, `end` | the sentence, and its place: `text[start:end] == quote` |
| `confidence` | how sure the model is, calibrated; below the threshold a claim is kept as a candidate and shown apart |

Article files for `dailies extract` are JSON objects with `id`, `url`, `outlet`, `published` (ISO), `title` and `text` (paragraphs divided by a blank line); only
`text` must be there. What is generic, hypothetical, about an unnamed subject, a market's size, a subscription, an age or a score is no claim.
"""  # noqa: E501 - Markdown tables do not wrap


def describe() -> str:
    """The whole page."""
    return _HEAD + "".join(f"\n## `{kind.name}`\n\n{_body(kind)}" for kind in CLAIM_TYPES)


def _body(kind: ClaimType) -> str:
    lines = [f"- stated by: {', '.join(kind.triggers)}", f"- about: {', '.join(kind.subjects)}"]
    if kind.objects:
        lines.append(f"- object: {', '.join(kind.objects)}")
    if kind.labels:
        lines.append(f"- labels: {', '.join(f'`{label}`' for label in kind.labels)}")
    if not kind.is_relation:
        lines.append(f"- plausible: {kind.low:,f} to {kind.high:,f}; what lies outside stays a candidate")
    lines += [_example(example) for example in kind.examples]
    return "\n".join(lines) + "\n"


def _example(example: Example) -> str:
    if not example.found:
        return f"- no claim: “{example.text}”"
    return f"- “{example.text}” → {example.subject}: {example.value or example.object}"


if __name__ == "__main__":
    sys.stdout.write(describe())
