-- What the views and their columns mean. docs/schema.md is made of these texts: `python -m db.schema_docs`.

COMMENT ON VIEW articles IS 'Articles as they read now, one row each, off-topic ones too.';
COMMENT ON COLUMN articles.article_id IS 'Id of the article; the same for all addresses under which the page is met.';
COMMENT ON COLUMN articles.url IS 'Address of the article.';
COMMENT ON COLUMN articles.outlet IS 'Name of the outlet.';
COMMENT ON COLUMN articles.title IS 'Title of the article.';
COMMENT ON COLUMN articles.standfirst IS 'The lines between title and text.';
COMMENT ON COLUMN articles.authors IS 'Bylines.';
COMMENT ON COLUMN articles.published IS
    'When the outlet published it (UTC); when it was first seen, where the outlet does not say.';
COMMENT ON COLUMN articles.modified IS 'When the outlet says that it last changed it (UTC).';
COMMENT ON COLUMN articles.first_seen IS 'When it was first known (UTC).';
COMMENT ON COLUMN articles.last_seen IS 'When it was last seen (UTC).';
COMMENT ON COLUMN articles.versions IS 'How many texts the article has had.';
COMMENT ON COLUMN articles.language IS 'ISO 639-1 code.';
COMMENT ON COLUMN articles.is_free IS 'False behind a paywall.';
COMMENT ON COLUMN articles.on_topic IS 'Whether it is about AI in film and television; NULL while it is not read.';
COMMENT ON COLUMN articles.relevance IS 'Score of that judgement, 0 to 1.';
COMMENT ON COLUMN articles.reasons IS 'Reasons of that judgement.';
COMMENT ON COLUMN articles.story_id IS 'Id of the story; see coverage.';
COMMENT ON COLUMN articles.copy_of IS 'article_id of the original, where this is a syndicated or lightly edited copy.';
COMMENT ON COLUMN articles.text IS 'Body, paragraphs separated by a blank line. Of the outlet: quote, do not reprint.';
COMMENT ON COLUMN articles.version_id IS 'Id of the text in which it stands.';
COMMENT ON COLUMN articles.outlet_id IS 'Id of the outlet in dailies.toml.';

COMMENT ON VIEW claims IS 'What articles say now, one wide row for each statement, with its quote. Superseded versions and candidates are left out.';
COMMENT ON COLUMN claims.claim_id IS 'Id of the claim.';
COMMENT ON COLUMN claims.type IS 'Claim type, as in docs/claims.md: budget, runtime, valuation …';
COMMENT ON COLUMN claims.subject IS 'Name of what it is about.';
COMMENT ON COLUMN claims.subject_type IS 'WORK, COMPANY, ORG, AI_MODEL …';
COMMENT ON COLUMN claims.label IS 'Kind within the type: series a, total, opening, director …';
COMMENT ON COLUMN claims.object IS 'The other party: person of a role, event of a premiere, investor, payer.';
COMMENT ON COLUMN claims.value IS 'Amount as stated; the low end of a range.';
COMMENT ON COLUMN claims.value_high IS 'High end of a range.';
COMMENT ON COLUMN claims.unit IS 'ISO 4217 code for money, else minute, day, person or percent.';
COMMENT ON COLUMN claims.usd IS 'Amount in US dollars at the reference rate of its time; NULL where no rate is known.';
COMMENT ON COLUMN claims.usd_high IS 'High end of a range in US dollars.';
COMMENT ON COLUMN claims.bound IS 'exact, about, over, under or range.';
COMMENT ON COLUMN claims.date IS 'Day of the event, ISO, as precise as known: 2026, 2026-05 or 2026-05-21.';
COMMENT ON COLUMN claims.as_of IS 'When the value held, ISO, as precise as known.';
COMMENT ON COLUMN claims.status IS 'asserted, reported (hearsay), estimated, planned or denied.';
COMMENT ON COLUMN claims.attribution IS 'Whom the text names as the source.';
COMMENT ON COLUMN claims.quote IS 'The words of the article.';
COMMENT ON COLUMN claims.outlet IS 'Name of the outlet.';
COMMENT ON COLUMN claims.url IS 'Address of the article.';
COMMENT ON COLUMN claims.title IS 'Title of the article.';
COMMENT ON COLUMN claims.published IS
    'When the outlet published it (UTC); when it was first seen, where the outlet does not say.';
COMMENT ON COLUMN claims.known_since IS 'When the record first knew it (UTC).';
COMMENT ON COLUMN claims.confidence IS 'How sure the extractor is, 0 to 1.';
COMMENT ON COLUMN claims.copy_of IS 'article_id of the original, where this is a syndicated or lightly edited copy.';
COMMENT ON COLUMN claims.story_id IS 'Id of the story; see coverage.';
COMMENT ON COLUMN claims.article_id IS 'Id of the article; the same for all addresses under which the page is met.';
COMMENT ON COLUMN claims.version_id IS 'Id of the text in which it stands.';
COMMENT ON COLUMN claims.quote_start IS 'Offset of the quote in text, in characters.';
COMMENT ON COLUMN claims.quote_end IS 'Offset behind the quote.';
COMMENT ON COLUMN claims.subject_id IS 'Id of the subject in entities.';
COMMENT ON COLUMN claims.object_id IS 'Id of the object in entities, where it is one.';
COMMENT ON COLUMN claims.outlet_id IS 'Id of the outlet in dailies.toml.';
COMMENT ON COLUMN claims.extractor IS 'Version of the extractor that found it.';

COMMENT ON VIEW candidates IS 'Statements below the confidence threshold, for review. They count for no fact. Columns as in claims.';
COMMENT ON COLUMN candidates.claim_id IS 'Id of the claim.';
COMMENT ON COLUMN candidates.type IS 'Claim type, as in docs/claims.md: budget, runtime, valuation …';
COMMENT ON COLUMN candidates.subject IS 'Name of what it is about.';
COMMENT ON COLUMN candidates.subject_type IS 'WORK, COMPANY, ORG, AI_MODEL …';
COMMENT ON COLUMN candidates.label IS 'Kind within the type: series a, total, opening, director …';
COMMENT ON COLUMN candidates.object IS 'The other party: person of a role, event of a premiere, investor, payer.';
COMMENT ON COLUMN candidates.value IS 'Amount as stated; the low end of a range.';
COMMENT ON COLUMN candidates.value_high IS 'High end of a range.';
COMMENT ON COLUMN candidates.unit IS 'ISO 4217 code for money, else minute, day, person or percent.';
COMMENT ON COLUMN candidates.usd IS
    'Amount in US dollars at the reference rate of its time; NULL where no rate is known.';
COMMENT ON COLUMN candidates.usd_high IS 'High end of a range in US dollars.';
COMMENT ON COLUMN candidates.bound IS 'exact, about, over, under or range.';
COMMENT ON COLUMN candidates.date IS 'Day of the event, ISO, as precise as known: 2026, 2026-05 or 2026-05-21.';
COMMENT ON COLUMN candidates.as_of IS 'When the value held, ISO, as precise as known.';
COMMENT ON COLUMN candidates.status IS 'asserted, reported (hearsay), estimated, planned or denied.';
COMMENT ON COLUMN candidates.attribution IS 'Whom the text names as the source.';
COMMENT ON COLUMN candidates.quote IS 'The words of the article.';
COMMENT ON COLUMN candidates.outlet IS 'Name of the outlet.';
COMMENT ON COLUMN candidates.url IS 'Address of the article.';
COMMENT ON COLUMN candidates.title IS 'Title of the article.';
COMMENT ON COLUMN candidates.published IS
    'When the outlet published it (UTC); when it was first seen, where the outlet does not say.';
COMMENT ON COLUMN candidates.known_since IS 'When the record first knew it (UTC).';
COMMENT ON COLUMN candidates.confidence IS 'How sure the extractor is, 0 to 1.';
COMMENT ON COLUMN candidates.copy_of IS
    'article_id of the original, where this is a syndicated or lightly edited copy.';
COMMENT ON COLUMN candidates.story_id IS 'Id of the story; see coverage.';
COMMENT ON COLUMN candidates.article_id IS 'Id of the article; the same for all addresses under which the page is met.';
COMMENT ON COLUMN candidates.version_id IS 'Id of the text in which it stands.';
COMMENT ON COLUMN candidates.quote_start IS 'Offset of the quote in text, in characters.';
COMMENT ON COLUMN candidates.quote_end IS 'Offset behind the quote.';
COMMENT ON COLUMN candidates.subject_id IS 'Id of the subject in entities.';
COMMENT ON COLUMN candidates.object_id IS 'Id of the object in entities, where it is one.';
COMMENT ON COLUMN candidates.outlet_id IS 'Id of the outlet in dailies.toml.';
COMMENT ON COLUMN candidates.extractor IS 'Version of the extractor that found it.';

COMMENT ON VIEW facts IS 'What claims add up to: one row for each value of a property that somebody states, plans or denies.';
COMMENT ON COLUMN facts.fact_id IS 'Id of the fact.';
COMMENT ON COLUMN facts.subject IS 'Name of what it is about.';
COMMENT ON COLUMN facts.subject_type IS 'WORK, COMPANY, ORG, AI_MODEL …';
COMMENT ON COLUMN facts.type IS 'Claim type, as in docs/claims.md: budget, runtime, valuation …';
COMMENT ON COLUMN facts.label IS 'Kind within the type: series a, total, opening, director …';
COMMENT ON COLUMN facts.object IS 'The other party: person of a role, event of a premiere, investor, payer.';
COMMENT ON COLUMN facts.value IS 'Amount as stated; the low end of a range.';
COMMENT ON COLUMN facts.value_high IS 'High end of a range.';
COMMENT ON COLUMN facts.unit IS 'ISO 4217 code for money, else minute, day, person or percent.';
COMMENT ON COLUMN facts.usd IS 'Amount in US dollars at the reference rate of its time; NULL where no rate is known.';
COMMENT ON COLUMN facts.usd_high IS 'High end of a range in US dollars.';
COMMENT ON COLUMN facts.bound IS 'exact, about, over, under or range.';
COMMENT ON COLUMN facts.date IS 'Day of the event, ISO, as precise as known: 2026, 2026-05 or 2026-05-21.';
COMMENT ON COLUMN facts.as_of IS 'When the value held, ISO, as precise as known.';
COMMENT ON COLUMN facts.status IS 'asserted, reported (hearsay), estimated, planned or denied.';
COMMENT ON COLUMN facts.rank IS 'preferred, normal or deprecated.';
COMMENT ON COLUMN facts.reason IS 'Why it has this rank.';
COMMENT ON COLUMN facts.disputed IS 'Whether somebody states what cannot be true as well.';
COMMENT ON COLUMN facts.independent_outlets IS
    'How many independent sources stand behind it; copies and "according to X" add none.';
COMMENT ON COLUMN facts.claims IS 'How many claims state it.';
COMMENT ON COLUMN facts.first_seen IS 'Publication of the first claim (UTC).';
COMMENT ON COLUMN facts.last_seen IS 'Publication of the latest claim (UTC).';
COMMENT ON COLUMN facts.property_id IS
    'The same for all facts about one subject, type, label and, for roles and premieres, object.';
COMMENT ON COLUMN facts.subject_id IS 'Id of the subject in entities.';
COMMENT ON COLUMN facts.object_id IS 'Id of the object in entities, where it is one.';

COMMENT ON VIEW fact_claims IS 'How each claim bears on a fact.';
COMMENT ON COLUMN fact_claims.fact_id IS 'Id of the fact.';
COMMENT ON COLUMN fact_claims.claim_id IS 'Id of the claim.';
COMMENT ON COLUMN fact_claims.role IS 'supports, repeats (adds no voice), contradicts or revises.';
COMMENT ON COLUMN fact_claims.reason IS 'Why it repeats, revises or contradicts.';

COMMENT ON VIEW disputes IS 'Values that cannot all be true, one row for each side; rows with one property_id belong together.';
COMMENT ON COLUMN disputes.subject IS 'Name of what it is about.';
COMMENT ON COLUMN disputes.subject_type IS 'WORK, COMPANY, ORG, AI_MODEL …';
COMMENT ON COLUMN disputes.type IS 'Claim type, as in docs/claims.md: budget, runtime, valuation …';
COMMENT ON COLUMN disputes.label IS 'Kind within the type: series a, total, opening, director …';
COMMENT ON COLUMN disputes.object IS 'The other party: person of a role, event of a premiere, investor, payer.';
COMMENT ON COLUMN disputes.value IS 'Amount as stated; the low end of a range.';
COMMENT ON COLUMN disputes.value_high IS 'High end of a range.';
COMMENT ON COLUMN disputes.unit IS 'ISO 4217 code for money, else minute, day, person or percent.';
COMMENT ON COLUMN disputes.usd IS
    'Amount in US dollars at the reference rate of its time; NULL where no rate is known.';
COMMENT ON COLUMN disputes.bound IS 'exact, about, over, under or range.';
COMMENT ON COLUMN disputes.date IS 'Day of the event, ISO, as precise as known: 2026, 2026-05 or 2026-05-21.';
COMMENT ON COLUMN disputes.status IS 'asserted, reported (hearsay), estimated, planned or denied.';
COMMENT ON COLUMN disputes.rank IS 'preferred, normal or deprecated.';
COMMENT ON COLUMN disputes.reason IS 'Why it has this rank.';
COMMENT ON COLUMN disputes.independent_outlets IS
    'How many independent sources stand behind it; copies and "according to X" add none.';
COMMENT ON COLUMN disputes.outlets IS 'Outlets on this side.';
COMMENT ON COLUMN disputes.quote IS 'The first quote for this side.';
COMMENT ON COLUMN disputes.url IS 'Where the first quote stands.';
COMMENT ON COLUMN disputes.published IS 'When the first quote was published (UTC).';
COMMENT ON COLUMN disputes.property_id IS
    'The same for all facts about one subject, type, label and, for roles and premieres, object.';
COMMENT ON COLUMN disputes.fact_id IS 'Id of the fact.';
COMMENT ON COLUMN disputes.subject_id IS 'Id of the subject in entities.';

COMMENT ON VIEW history IS 'A value over time: every stated amount of a property with the one before it.';
COMMENT ON COLUMN history.subject IS 'Name of what it is about.';
COMMENT ON COLUMN history.subject_type IS 'WORK, COMPANY, ORG, AI_MODEL …';
COMMENT ON COLUMN history.type IS 'Claim type, as in docs/claims.md: budget, runtime, valuation …';
COMMENT ON COLUMN history.label IS 'Kind within the type: series a, total, opening, director …';
COMMENT ON COLUMN history.object IS 'The other party: person of a role, event of a premiere, investor, payer.';
COMMENT ON COLUMN history.moment IS 'When the value held, ISO: as stated, else the day of its first claim.';
COMMENT ON COLUMN history.value IS 'Amount as stated; the low end of a range.';
COMMENT ON COLUMN history.value_high IS 'High end of a range.';
COMMENT ON COLUMN history.unit IS 'ISO 4217 code for money, else minute, day, person or percent.';
COMMENT ON COLUMN history.usd IS 'Amount in US dollars at the reference rate of its time; NULL where no rate is known.';
COMMENT ON COLUMN history.bound IS 'exact, about, over, under or range.';
COMMENT ON COLUMN history.status IS 'asserted, reported (hearsay), estimated, planned or denied.';
COMMENT ON COLUMN history.rank IS 'preferred, normal or deprecated.';
COMMENT ON COLUMN history.reason IS 'Why it has this rank.';
COMMENT ON COLUMN history.independent_outlets IS
    'How many independent sources stand behind it; copies and "according to X" add none.';
COMMENT ON COLUMN history.first_seen IS 'Publication of the first claim (UTC).';
COMMENT ON COLUMN history.previous_value IS 'The value before, in the same unit.';
COMMENT ON COLUMN history.fact_id IS 'Id of the fact.';
COMMENT ON COLUMN history.subject_id IS 'Id of the subject in entities.';

COMMENT ON VIEW revisions IS 'Outlets that changed a figure, with the quote before and the quote after.';
COMMENT ON COLUMN revisions.subject IS 'Name of what it is about.';
COMMENT ON COLUMN revisions.subject_type IS 'WORK, COMPANY, ORG, AI_MODEL …';
COMMENT ON COLUMN revisions.type IS 'Claim type, as in docs/claims.md: budget, runtime, valuation …';
COMMENT ON COLUMN revisions.label IS 'Kind within the type: series a, total, opening, director …';
COMMENT ON COLUMN revisions.outlet IS 'Name of the outlet.';
COMMENT ON COLUMN revisions.value_before IS 'Amount before the change.';
COMMENT ON COLUMN revisions.value_high_before IS 'High end of a range before the change.';
COMMENT ON COLUMN revisions.unit_before IS 'Unit before the change.';
COMMENT ON COLUMN revisions.date_before IS 'Date before the change.';
COMMENT ON COLUMN revisions.status_before IS 'Status before the change.';
COMMENT ON COLUMN revisions.quote_before IS 'Quote before the change.';
COMMENT ON COLUMN revisions.url_before IS 'Address of the article before the change.';
COMMENT ON COLUMN revisions.value_after IS 'Amount after the change.';
COMMENT ON COLUMN revisions.value_high_after IS 'High end of a range after the change.';
COMMENT ON COLUMN revisions.unit_after IS 'Unit after the change.';
COMMENT ON COLUMN revisions.date_after IS 'Date after the change.';
COMMENT ON COLUMN revisions.status_after IS 'Status after the change.';
COMMENT ON COLUMN revisions.quote_after IS 'Quote after the change.';
COMMENT ON COLUMN revisions.url_after IS 'Address of the article after the change.';
COMMENT ON COLUMN revisions.revised_at IS 'When the record knew the change (UTC).';
COMMENT ON COLUMN revisions.same_article IS
    'True where the article itself was changed, false for a later article of the outlet.';
COMMENT ON COLUMN revisions.before_id IS 'Claim before.';
COMMENT ON COLUMN revisions.after_id IS 'Claim after.';
COMMENT ON COLUMN revisions.subject_id IS 'Id of the subject in entities.';

COMMENT ON VIEW story_articles IS 'Which articles cover which story.';
COMMENT ON COLUMN story_articles.story_id IS 'Id of the story; see coverage.';
COMMENT ON COLUMN story_articles.story IS 'Title of the story: that of its first article.';
COMMENT ON COLUMN story_articles.article_id IS
    'Id of the article; the same for all addresses under which the page is met.';
COMMENT ON COLUMN story_articles.title IS 'Title of the article.';
COMMENT ON COLUMN story_articles.outlet IS 'Name of the outlet.';
COMMENT ON COLUMN story_articles.url IS 'Address of the article.';
COMMENT ON COLUMN story_articles.published IS
    'When the outlet published it (UTC); when it was first seen, where the outlet does not say.';
COMMENT ON COLUMN story_articles.copy_of IS
    'article_id of the original, where this is a syndicated or lightly edited copy.';

COMMENT ON VIEW coverage IS 'Stories, with who covered them and who was first.';
COMMENT ON COLUMN coverage.story_id IS 'Id of the story; see coverage.';
COMMENT ON COLUMN coverage.story IS 'Title of the story: that of its first article.';
COMMENT ON COLUMN coverage.articles IS 'How many articles.';
COMMENT ON COLUMN coverage.outlets IS 'How many outlets.';
COMMENT ON COLUMN coverage.copies IS 'How many of the articles are copies.';
COMMENT ON COLUMN coverage.first_outlet IS 'Who published first.';
COMMENT ON COLUMN coverage.first_url IS 'Address of the first article.';
COMMENT ON COLUMN coverage.first_published IS 'When (UTC).';
COMMENT ON COLUMN coverage.last_published IS 'Publication of the latest article (UTC).';
COMMENT ON COLUMN coverage.outlet_names IS 'Names of the outlets.';

COMMENT ON VIEW stories IS 'The same as coverage, under the name of the export.';
COMMENT ON COLUMN stories.story_id IS 'Id of the story; see coverage.';
COMMENT ON COLUMN stories.story IS 'Title of the story: that of its first article.';
COMMENT ON COLUMN stories.articles IS 'How many articles.';
COMMENT ON COLUMN stories.outlets IS 'How many outlets.';
COMMENT ON COLUMN stories.copies IS 'How many of the articles are copies.';
COMMENT ON COLUMN stories.first_outlet IS 'Who published first.';
COMMENT ON COLUMN stories.first_url IS 'Address of the first article.';
COMMENT ON COLUMN stories.first_published IS 'When (UTC).';
COMMENT ON COLUMN stories.last_published IS 'Publication of the latest article (UTC).';
COMMENT ON COLUMN stories.outlet_names IS 'Names of the outlets.';

COMMENT ON VIEW entities IS 'Named things, once each under the fullest name, with the other names that articles use.';
COMMENT ON COLUMN entities.entity_id IS 'Id of the entity.';
COMMENT ON COLUMN entities.name IS 'Fullest name.';
COMMENT ON COLUMN entities.type IS 'WORK, COMPANY, PERSON, CHARACTER, EVENT, ORG or AI_MODEL.';
COMMENT ON COLUMN entities.aliases IS 'Other names.';
COMMENT ON COLUMN entities.articles IS 'How many articles.';
COMMENT ON COLUMN entities.first_seen IS 'When it was first known (UTC).';

COMMENT ON VIEW people IS 'Persons with the roles that articles give them.';
COMMENT ON COLUMN people.entity_id IS 'Id of the entity.';
COMMENT ON COLUMN people.name IS 'Fullest name.';
COMMENT ON COLUMN people.aliases IS 'Other names.';
COMMENT ON COLUMN people.articles IS 'How many articles.';
COMMENT ON COLUMN people.roles IS 'List of {role, of, status, disputed}.';
COMMENT ON COLUMN people.first_seen IS 'Publication of the first claim on a role (UTC).';
COMMENT ON COLUMN people.last_seen IS 'Publication of the latest one (UTC).';

COMMENT ON VIEW companies IS 'Companies with their best known figures. Of several values the preferred one is shown, then the latest.';
COMMENT ON COLUMN companies.entity_id IS 'Id of the entity.';
COMMENT ON COLUMN companies.name IS 'Fullest name.';
COMMENT ON COLUMN companies.aliases IS 'Other names.';
COMMENT ON COLUMN companies.articles IS 'How many articles.';
COMMENT ON COLUMN companies.valuation IS 'Best known valuation, as stated.';
COMMENT ON COLUMN companies.valuation_usd IS 'The same in US dollars.';
COMMENT ON COLUMN companies.valuation_as_of IS 'When it held.';
COMMENT ON COLUMN companies.last_funding IS 'Latest sum raised, as stated.';
COMMENT ON COLUMN companies.last_funding_usd IS 'The same in US dollars.';
COMMENT ON COLUMN companies.revenue IS 'Best known revenue, as stated.';
COMMENT ON COLUMN companies.revenue_usd IS 'The same in US dollars.';
COMMENT ON COLUMN companies.team_size IS 'Best known number of staff.';
COMMENT ON COLUMN companies.chief IS 'Chief executive.';
COMMENT ON COLUMN companies.disputed IS 'Whether any of its facts is disputed.';

COMMENT ON VIEW works IS 'Films, series and other works with their best known figures. Of several values the preferred one is shown, then the latest.';
COMMENT ON COLUMN works.entity_id IS 'Id of the entity.';
COMMENT ON COLUMN works.name IS 'Fullest name.';
COMMENT ON COLUMN works.aliases IS 'Other names.';
COMMENT ON COLUMN works.articles IS 'How many articles.';
COMMENT ON COLUMN works.budget IS 'Best known budget, as stated.';
COMMENT ON COLUMN works.budget_unit IS 'Its currency.';
COMMENT ON COLUMN works.budget_usd IS 'The same in US dollars.';
COMMENT ON COLUMN works.runtime_minutes IS 'Length in minutes.';
COMMENT ON COLUMN works.team_size IS 'Crew.';
COMMENT ON COLUMN works.ai_share_percent IS 'Share that AI made.';
COMMENT ON COLUMN works.production_days IS 'How long making it took.';
COMMENT ON COLUMN works.premiere IS 'Event or venue of a screening.';
COMMENT ON COLUMN works.release_date IS 'Day of release, ISO, as precise as known.';
COMMENT ON COLUMN works.director IS 'A director.';
COMMENT ON COLUMN works.disputed IS 'Whether any of its facts is disputed.';

COMMENT ON VIEW sources_health IS 'How each outlet is doing.';
COMMENT ON COLUMN sources_health.outlet_id IS 'Id of the outlet in dailies.toml.';
COMMENT ON COLUMN sources_health.outlet IS 'Name of the outlet.';
COMMENT ON COLUMN sources_health.state IS
    'ok, failing, blocked (402, 403, robots.txt …), silent (against its own rhythm), never (not asked yet) or disabled.';
COMMENT ON COLUMN sources_health.reason IS 'What the last failure was.';
COMMENT ON COLUMN sources_health.last_attempt IS 'Last poll (UTC).';
COMMENT ON COLUMN sources_health.last_success IS 'Last poll that was answered (UTC).';
COMMENT ON COLUMN sources_health.failures IS 'Polls without success in a row.';
COMMENT ON COLUMN sources_health.newest_article IS 'Publication of the newest article (UTC).';
COMMENT ON COLUMN sources_health.usual_gap IS 'Median time between two articles.';
COMMENT ON COLUMN sources_health.articles IS 'Articles in the record.';
COMMENT ON COLUMN sources_health.claims IS 'Claims in the record.';
COMMENT ON COLUMN sources_health.items IS 'Entries in the last answer.';
COMMENT ON COLUMN sources_health.next_due IS 'Next poll (UTC).';
COMMENT ON COLUMN sources_health.source IS 'Address that is asked.';
COMMENT ON COLUMN sources_health.language IS 'ISO 639-1 code.';

COMMENT ON VIEW fetches IS 'Every page that was asked for, and what came of it.';
COMMENT ON COLUMN fetches.run_id IS 'Run in which it was asked for.';
COMMENT ON COLUMN fetches.outlet IS 'Name of the outlet.';
COMMENT ON COLUMN fetches.url IS 'Address that was asked.';
COMMENT ON COLUMN fetches.fetched_at IS 'When (UTC).';
COMMENT ON COLUMN fetches.status IS 'HTTP status.';
COMMENT ON COLUMN fetches.outcome IS 'ok, not modified, unchanged, failed, blocked, gone or not an article.';
COMMENT ON COLUMN fetches.reason IS 'Why it failed.';
COMMENT ON COLUMN fetches.bytes IS 'Size of the answer.';
COMMENT ON COLUMN fetches.ms IS 'How long it took.';
