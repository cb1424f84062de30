"""What is wrong with a record, and how to mend it. There are no foreign keys: these queries stand in for them."""

from dataclasses import dataclass

from db.store import Reader

_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that failed: `count` rows, some of them as `examples`, and what to do."""

    check: str
    message: str
    mend: str
    count: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """A query for the ids of rows that should not be there."""

    name: str
    message: str
    mend: str
    sql: str


_REBUILD = "Run `dailies rebuild`: it makes claims, facts and stories anew out of the stored articles."
_RESTORE = "Put back a backup or the published copy; texts cannot be made anew."
_RECONCILE = "Run `dailies run`, or `dailies rebuild` if it stays."

CHECKS = (
    Check(
        "articles without their version",
        "articles whose current version is missing",
        _RESTORE,
        "SELECT id FROM store.articles AS a ANTI JOIN store.versions AS v "
        "ON v.id = a.version_id AND v.article_id = a.id",
    ),
    Check(
        "versions without an article",
        "versions whose article is missing",
        _RESTORE,
        "SELECT v.id FROM store.versions AS v ANTI JOIN store.articles AS a ON a.id = v.article_id",
    ),
    Check(
        "version numbers",
        "articles whose versions are not numbered 1, 2, 3 …",
        _RESTORE,
        "SELECT article_id FROM store.versions GROUP BY article_id "
        "HAVING count(*) <> max(number) OR count(DISTINCT number) <> count(*)",
    ),
    Check(
        "unread versions",
        "versions that no extractor has read",
        "Run `dailies run`: it completes what an interrupted run left.",
        "SELECT v.id FROM store.versions AS v ANTI JOIN store.extractions AS e ON e.version_id = v.id",
    ),
    Check(
        "extractions without a version",
        "extractions of versions that are missing",
        _REBUILD,
        "SELECT e.version_id FROM store.extractions AS e ANTI JOIN store.versions AS v ON v.id = e.version_id",
    ),
    Check(
        "claims without a version",
        "claims whose version is missing",
        _REBUILD,
        "SELECT c.id FROM store.claims AS c ANTI JOIN store.versions AS v "
        "ON v.id = c.version_id AND v.article_id = c.article_id",
    ),
    Check(
        "quotes",
        "claims whose quote does not stand in the text at its offsets",
        _REBUILD,
        "SELECT c.id FROM store.claims AS c JOIN store.versions AS v ON v.id = c.version_id "
        "WHERE NOT c.is_dropped AND substring(v.text, c.quote_start + 1, c.quote_end - c.quote_start) <> c.quote",
    ),
    Check(
        "claims without a subject",
        "claims whose subject or object entity is missing",
        _REBUILD,
        "SELECT id FROM store.claims WHERE subject_id NOT IN (SELECT id FROM store.entities) "
        "OR object_id NOT IN (SELECT id FROM store.entities)",
    ),
    Check(
        "claims of off-topic articles",
        "claims that are held although their article was judged off topic",
        _REBUILD,
        "SELECT c.id FROM store.claims AS c JOIN store.extractions AS e ON e.version_id = c.version_id "
        "WHERE NOT c.is_dropped AND NOT e.keep",
    ),
    Check(
        "names of names",
        "entities whose canonical entity is missing or goes under another name itself",
        _REBUILD,
        "SELECT e.id FROM store.entities AS e LEFT JOIN store.entities AS c ON c.id = e.canonical_id "
        "WHERE c.id IS NULL OR c.canonical_id <> c.id",
    ),
    Check(
        "aliases and mentions",
        "aliases or mentions of entities that are missing",
        _REBUILD,
        "SELECT entity_id FROM store.aliases WHERE entity_id NOT IN (SELECT id FROM store.entities) "
        "UNION SELECT entity_id FROM store.mentions WHERE entity_id NOT IN (SELECT id FROM store.entities)",
    ),
    Check(
        "facts without claims",
        "facts that no claim supports",
        _REBUILD,
        "SELECT f.id FROM store.facts AS f ANTI JOIN store.fact_claims AS l "
        "ON l.fact_id = f.id AND l.role = 'supports'",
    ),
    Check(
        "links of facts",
        "links between facts and claims of which one is missing",
        _REBUILD,
        "SELECT l.fact_id FROM store.fact_claims AS l WHERE l.fact_id NOT IN (SELECT id FROM store.facts) "
        "OR l.claim_id NOT IN (SELECT id FROM store.claims)",
    ),
    Check(
        "claims without a fact",
        "claims that no fact counts",
        _RECONCILE,
        "SELECT c.id FROM store.claims AS c ANTI JOIN store.fact_claims AS l "
        "ON l.claim_id = c.id AND l.role IN ('supports', 'repeats') WHERE NOT c.is_dropped AND NOT c.is_candidate",
    ),
    Check(
        "votes",
        "facts with more independent outlets than claims",
        _REBUILD,
        "SELECT id FROM store.facts WHERE independent_outlets > claims",
    ),
    Check(
        "stories",
        "stories without articles, or articles in stories that are missing",
        _REBUILD,
        "SELECT id FROM store.stories WHERE id NOT IN (SELECT story_id FROM store.story_articles) "
        "UNION SELECT article_id FROM store.story_articles WHERE story_id NOT IN (SELECT id FROM store.stories) "
        "OR article_id NOT IN (SELECT id FROM store.articles)",
    ),
    Check(
        "copies",
        "articles that are copies of missing articles or of copies",
        _REBUILD,
        "SELECT a.id FROM store.articles AS a LEFT JOIN store.articles AS o ON o.id = a.copy_of "
        "WHERE a.copy_of IS NOT NULL AND (o.id IS NULL OR o.copy_of IS NOT NULL)",
    ),
    Check(
        "waiting",
        "things that were saved but not reconciled",
        _RECONCILE,
        "SELECT DISTINCT id FROM store.pending",
    ),
    Check(
        "deliveries",
        "mails of editions that are missing",
        "Nothing to do but to know: the ledger keeps no edition from being sent.",
        "SELECT DISTINCT strftime(day, '%Y-%m-%d') FROM store.deliveries "
        "WHERE day NOT IN (SELECT day FROM store.editions)",
    ),
)


def find_problems(reader: Reader) -> list[Finding]:
    """Runs every check; an empty list means a sound record."""
    findings = []
    for check in CHECKS:
        ids = sorted(str(row[0]) for row in reader.rows(check.sql))
        if ids:
            message = f"{len(ids):,} {check.message}"
            findings.append(Finding(check.name, message, check.mend, len(ids), tuple(ids[:_EXAMPLES])))
    return findings
