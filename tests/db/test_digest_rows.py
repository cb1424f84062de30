"""What a digest is made of."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from db.articles import save_articles
from db.claims import save_extractions
from db.decisions import save_decision
from db.digest_rows import load_digest_rows
from db.editions import load_edition, load_last_edition, record_delivery, save_edition, was_delivered
from db.facts import reconcile
from db.fetches import FetchRow, save_fetches
from db.store import Store
from extractors.digest_records import DigestRows
from extractors.records import Decision, Entity, Extraction, Relevance
from tests.db.building import AT, article, claim, extraction, report, save

DAY = timedelta(days=1)


def rows_of(store: Store, day: int = 0) -> DigestRows:
    """The digest of the day that begins `day` days after the first."""
    return load_digest_rows(store, AT + day * DAY, AT + (day + 1) * DAY)


def test_a_first_claim_is_a_new_fact(store: Store) -> None:
    report(store, outlet="reel")
    reconcile(store, run_id="r", at=AT)
    rows = rows_of(store)
    (found,) = rows.claims
    assert (found.subject, found.type, found.low, found.unit, found.outlet) == (
        "Hell Grind",
        "budget",
        Decimal(500000),
        "USD",
        "reel",
    )
    assert (found.quote, found.role, found.seen_at) == ("Hell Grind cost $500000", "supports", AT)
    (change,) = rows.changes
    assert (change.change, change.fact.low, change.claims) == ("new", Decimal(500000), (found,))
    assert found.fact_id == change.fact.fact_id
    assert (rows.disputes, rows.revisions) == ((), ())


def test_what_was_known_before_is_not_in_the_days_digest(store: Store) -> None:
    report(store)
    reconcile(store, run_id="r", at=AT)
    rows = rows_of(store, 1)
    assert (rows.claims, rows.changes, rows.disputes, rows.stories) == ((), (), (), ())
    assert rows.counts.new == 0


def test_a_second_voice_confirms_a_fact(store: Store) -> None:
    report(store, outlet="reel")
    reconcile(store, run_id="r", at=AT)
    report(store, outlet="cinder", at=AT + DAY)
    reconcile(store, run_id="r", at=AT + DAY)
    (change,) = rows_of(store, 1).changes
    assert (change.change, change.fact.independent_outlets) == ("confirmed", 2)
    assert [row.outlet for row in change.claims] == ["cinder"]
    assert len(change.fact.claims) == 2


def test_a_contradiction_opens_a_dispute_once(store: Store) -> None:
    report(store, outlet="reel")
    reconcile(store, run_id="r", at=AT)
    report(store, value="50000", outlet="cinder", at=AT + DAY)
    reconcile(store, run_id="r", at=AT + DAY)
    rows = rows_of(store, 1)
    (dispute,) = rows.disputes
    assert dispute.is_new
    assert {side.low: [row.outlet for row in side.claims] for side in dispute.sides} == {
        500000: ["reel"],
        50000: ["cinder"],
    }
    assert [change.change for change in rows.changes] == ["contradicted"]
    assert [other.low for other in rows.changes[0].others] == [500000]
    report(store, value="50000", outlet="third", at=AT + 2 * DAY)
    reconcile(store, run_id="r", at=AT + 2 * DAY)
    assert [dispute.is_new for dispute in rows_of(store, 2).disputes] == [False]
    assert rows_of(store, 3).disputes == ()


def test_where_the_words_of_a_value_stand_in_the_quote_comes_with_the_claim(store: Store) -> None:
    quote = "After many weeks, Hell Grind cost $500000 in all"
    made = claim(f"Reel writes at length. {quote}.", quote, "budget", "Hell Grind", "500000")
    start = made.start + quote.index("$")
    made = replace(made, value_start=start, value_end=start + len("$500000"))
    save(store, article(f"Reel writes at length. {quote}."), extraction(made))
    reconcile(store, run_id="r", at=AT)
    rows = rows_of(store)
    for found in (*rows.claims, *rows.changes[0].fact.claims):
        assert found.quote[found.value_start : found.value_end] == "$500000"


def test_a_changed_figure_is_a_revision_with_both_quotes(store: Store) -> None:
    report(store, value="25000000", url="https://reel.example/a")
    reconcile(store, run_id="r", at=AT)
    report(store, value="30000000", url="https://reel.example/a", at=AT + DAY)
    reconcile(store, run_id="r", at=AT + DAY)
    rows = rows_of(store, 1)
    (revision,) = rows.revisions
    assert (revision.before.quote, revision.after.quote) == ("Hell Grind cost $25000000", "Hell Grind cost $30000000")
    assert (revision.same_article, revision.at) == (True, AT + DAY)
    assert [(change.change, change.fact.low) for change in rows.changes] == [("revised", Decimal(30000000))]
    assert (rows.counts.new, rows.counts.changed) == (0, 1)
    assert rows.disputes == ()


def edit(store: Store, day: int, value: str, ending: str, url: str = "https://reel.example/a") -> None:
    """Saves what an article says on a day, without a date of its edit."""
    text = f"Reel writes at length. Hell Grind cost ${value}. {ending}"
    made = claim(text, f"Hell Grind cost ${value}", "budget", "Hell Grind", value)
    save(store, article(text, url=url, day=27, title="What it cost"), extraction(made), at=AT + day * DAY)
    reconcile(store, run_id="r", at=AT + day * DAY)


def test_a_revision_is_told_once_whatever_is_edited_later(store: Store) -> None:
    for day, value, ending in ((0, "500000", "End."), (1, "700000", "End."), (2, "700000", "The end.")):
        edit(store, day, value, ending)
    (revision,) = rows_of(store, 1).revisions
    assert (revision.before.low, revision.after.low, revision.at) == (500000, 700000, AT + DAY)
    assert (rows_of(store, 2).revisions, rows_of(store, 2).changes) == ((), ())


def test_each_revision_of_a_figure_is_of_its_day(store: Store) -> None:
    for day, value in enumerate(("500000", "700000", "900000")):
        edit(store, day, value, "End.")
    told = [[(row.before.low, row.after.low) for row in rows_of(store, day).revisions] for day in range(3)]
    assert told == [[], [(500000, 700000)], [(700000, 900000)]]


def test_an_article_that_was_edited_elsewhere_confirms_nothing(store: Store) -> None:
    for day, ending in ((0, "End."), (1, "The end.")):
        edit(store, day, "500000", ending)
    assert rows_of(store, 1).changes == ()
    report(store, outlet="wire", at=AT + 2 * DAY)
    edit(store, 2, "500000", "The very end.")
    (change,) = rows_of(store, 2).changes
    assert (change.change, change.fact.independent_outlets) == ("confirmed", 2)


def test_an_edit_of_the_article_before_does_not_take_a_revision_back(store: Store) -> None:
    edit(store, 0, "500000", "End.")
    edit(store, 1, "700000", "More.", url="https://reel.example/b")
    for day in (3, 4):
        edit(store, day, "500000", f"Ends {day}.")
    assert [len(rows_of(store, day).revisions) for day in range(5)] == [0, 0, 0, 0, 0]


def test_a_figure_of_another_outlet_revises_nothing(store: Store) -> None:
    for day, value in ((0, "25000000"), (1, "30000000")):
        report(store, value=value, day=1 + day, at=AT + day * DAY)
        reconcile(store, run_id="r", at=AT + day * DAY)
    report(store, value="90000000", outlet="wire", day=9, at=AT + 5 * DAY)
    reconcile(store, run_id="r", at=AT + 5 * DAY)
    assert [change.change for change in rows_of(store, 1).changes] == ["revised"]
    assert [(change.change, change.fact.low) for change in rows_of(store, 5).changes] == [
        ("contradicted", Decimal(90000000))
    ]


def test_an_outlet_is_in_no_dispute_with_itself(store: Store) -> None:
    for day in (1, 2):
        report(store, value="25000000", day=day)
    reconcile(store, run_id="r", at=AT)
    report(store, value="30000000", day=9, at=AT + DAY)
    reconcile(store, run_id="r", at=AT + DAY)
    rows = rows_of(store, 1)
    assert rows.disputes == ()
    assert [(row.before.published.day, row.after.low) for row in rows.revisions] == [(2, Decimal(30000000))]


def test_a_dispute_that_the_user_has_settled_is_shown_no_more(store: Store) -> None:
    report(store, value="500000", outlet="reel", day=1)
    report(store, value="50000", outlet="wire", day=2)
    reconcile(store, run_id="r", at=AT)
    fact_id = store.value("SELECT fact_id FROM facts WHERE value = 500000")
    save_decision(store, Decision("d", "accept", "fact", fact_id, "seen the contract", AT))
    report(store, value="500000", outlet="post", day=9, at=AT + DAY)
    assert reconcile(store, run_id="r", at=AT + DAY).disputes == 0
    assert store.rows("FROM disputes") == []
    assert rows_of(store, 1).disputes == ()


def test_what_the_subject_itself_denies_is_told_once_though_it_is_repeated(store: Store) -> None:
    own = {"attribution": "Hell Grind"}
    for day, outlet, fields in (
        (0, "reel", {"status": "reported"}),
        (2, "wire", {"status": "denied", **own}),
        (4, "late", {"status": "reported", "attribution": "Variety"}),
        (6, "moth", {"status": "denied", **own}),
    ):
        report(store, "Hell Grind", outlet=outlet, day=20 + day, at=AT + day * DAY, **fields)
        reconcile(store, run_id="r", at=AT + day * DAY)
    told = [[(fact.status, fact.reason) for fact in rows_of(store, day).ended] for day in range(7)]
    expected = [("reported", "superseded on 2026-05-22 by Hell Grind")]
    assert told == [[], [], expected, [], [], [], []]
    assert [(change.change, change.fact.status) for change in rows_of(store, 2).changes] == [("new", "denied")]


def test_a_figure_that_an_edit_took_out_is_told_once(store: Store) -> None:
    edit(store, 0, "500000", "End.")
    for day in (2, 4):
        text = f"Reel writes at length. An earlier version gave a budget that was wrong. {day}."
        saved = article(text, url="https://reel.example/a", day=27, title="What it cost")
        save(store, saved, extraction(entities=(Entity("Hell Grind", "WORK"),)), at=AT + day * DAY)
        reconcile(store, run_id="r", at=AT + day * DAY)
    told = [[(fact.low, fact.reason) for fact in rows_of(store, day).ended] for day in range(5)]
    assert told == [[], [], [(Decimal(500000), "no longer in the article")], [], []]
    # What came and went within one window was never told.
    assert load_digest_rows(store, AT, AT + 3 * DAY).ended == ()


def test_a_better_extractor_makes_no_old_news_new(store: Store) -> None:
    text = "Hell Grind cost $500000 and Salt Clock cost $60000."
    first = claim(text, "Hell Grind cost $500000", "budget", "Hell Grind", "500000")
    second = claim(text, "Salt Clock cost $60000", "budget", "Salt Clock", "60000")
    (row,) = save_articles(store, [article(text)], run_id="r", at=AT)
    save_extractions(store, [(row.version_id, extraction(first))], run_id="r", at=AT)
    reconcile(store, run_id="r", at=AT)
    save_extractions(store, [(row.version_id, extraction(first, second))], run_id="r", at=AT + 5 * DAY)
    reconcile(store, run_id="r", at=AT + 5 * DAY, full=True)
    assert rows_of(store, 5).changes == ()
    assert rows_of(store, 5).claims == ()


def test_an_article_that_was_read_a_day_late_is_news_of_that_day(store: Store) -> None:
    text = "Hell Grind cost $500000."
    (row,) = save_articles(store, [article(text)], run_id="r", at=AT)
    made = extraction(claim(text, "Hell Grind cost $500000", "budget", "Hell Grind", "500000"))
    save_extractions(store, [(row.version_id, made)], run_id="r", at=AT + DAY)
    reconcile(store, run_id="r", at=AT + DAY)
    assert [change.change for change in rows_of(store, 1).changes] == ["new"]


def test_a_story_comes_with_its_articles_and_names(store: Store) -> None:
    for day, outlet in ((22, "cinder"), (20, "reel")):
        text = f"{outlet} on Hell Grind, at length. Hell Grind cost $500000."
        read = extraction(
            claim(text, "Hell Grind cost $500000", "budget", "Hell Grind", "500000"),
            entities=(Entity("Hell Grind", "WORK"), Entity("Kettle Works", "COMPANY")),
        )
        save(store, article(text, outlet=outlet, day=day), read)
    reconcile(store, run_id="r", at=AT)
    (story,) = rows_of(store).stories
    assert [(row.outlet, row.claims) for row in story.articles] == [("reel", 1), ("cinder", 1)]
    assert story.names == ("Hell Grind", "Kettle Works")
    assert story.is_new


def test_what_happened_is_counted(store: Store) -> None:
    report(store)
    (row,) = save_articles(store, [article("On something else.")], run_id="r", at=AT)
    off = Extraction(Relevance(False, 0.0), extractor="test 1")
    save_extractions(store, [(row.version_id, off)], run_id="r", at=AT)
    save_fetches(
        store,
        [
            FetchRow("r", "reel", "https://reel.example/1", AT, 200, "ok"),
            FetchRow("r", "reel", "https://reel.example/2", AT, 304, "not modified"),
            FetchRow("r", "reel", "https://reel.example/3", AT, None, "failed", reason="timeout"),
        ],
    )
    reconcile(store, run_id="r", at=AT)
    counts = rows_of(store).counts
    assert (counts.fetched, counts.read, counts.unchanged, counts.failed) == (3, 2, 1, 1)
    assert (counts.new, counts.kept, counts.off_topic, counts.claims) == (2, 1, 1, 1)
    assert [failure.reason for failure in rows_of(store).failures] == ["timeout"]


def test_an_empty_record_gives_an_empty_digest(store: Store) -> None:
    assert rows_of(store) == DigestRows(AT, AT + DAY)


def test_an_edition_is_frozen(store: Store) -> None:
    first = save_edition(store, AT.date(), "{}", "<p>", "text", at=AT, until=AT)
    assert save_edition(store, AT.date(), "{1}", "<b>", "other", at=AT + DAY, until=AT) == first
    assert load_edition(store, AT.date()) == first
    assert load_edition(store, (AT + DAY).date()) is None
    assert load_last_edition(store, before=(AT + DAY).date()) == first
    assert load_last_edition(store, before=AT.date()) is None


def test_a_mail_counts_as_delivered_when_it_was_sent(store: Store) -> None:
    record_delivery(store, AT.date(), "a@example.org", "<1>", "refused", AT)
    assert not was_delivered(store, AT.date(), "a@example.org")
    record_delivery(store, AT.date(), "a@example.org", "<1>", "sent", AT)
    assert was_delivered(store, AT.date(), "a@example.org")
    assert not was_delivered(store, AT.date(), "b@example.org")
    assert not was_delivered(store, (AT + DAY).date(), "a@example.org")
