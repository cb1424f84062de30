-- The base tables. They live in a schema of their own: the views of the main schema are what readers rely on.
-- Instants are TIMESTAMP in UTC. Money and other amounts are DECIMAL as stated. No foreign keys: see db/doctor.py.

CREATE TABLE store.outlets (
    id VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    every_minutes INTEGER NOT NULL,
    enabled BOOLEAN NOT NULL
);

CREATE TABLE store.outlet_states (
    outlet VARCHAR PRIMARY KEY,
    etag VARCHAR,
    last_modified VARCHAR,
    next_due TIMESTAMP,
    failures INTEGER NOT NULL DEFAULT 0,
    last_attempt TIMESTAMP,
    last_success TIMESTAMP,
    last_error VARCHAR,
    robots VARCHAR,
    newest_entry TIMESTAMP,
    items INTEGER
);

CREATE TABLE store.fetches (
    run_id VARCHAR NOT NULL,
    outlet VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    fetched_at TIMESTAMP NOT NULL,
    status INTEGER,
    outcome VARCHAR NOT NULL,
    bytes BIGINT NOT NULL,
    ms INTEGER NOT NULL,
    reason VARCHAR
);

CREATE TABLE store.pages (
    url VARCHAR PRIMARY KEY,
    outlet VARCHAR NOT NULL,
    etag VARCHAR,
    last_modified VARCHAR,
    body_hash VARCHAR,
    outcome VARCHAR NOT NULL,
    reason VARCHAR,
    attempts INTEGER NOT NULL,
    next_due TIMESTAMP,
    last_attempt TIMESTAMP NOT NULL,
    article_url VARCHAR
);

CREATE TABLE store.articles (
    id VARCHAR PRIMARY KEY,
    url VARCHAR NOT NULL,
    outlet VARCHAR NOT NULL,
    first_seen TIMESTAMP NOT NULL,
    last_seen TIMESTAMP NOT NULL,
    version_id VARCHAR NOT NULL,
    versions INTEGER NOT NULL,
    copy_of VARCHAR
);

CREATE TABLE store.versions (
    id VARCHAR PRIMARY KEY,
    article_id VARCHAR NOT NULL,
    number INTEGER NOT NULL CHECK (number >= 1),
    title VARCHAR NOT NULL,
    standfirst VARCHAR,
    text VARCHAR NOT NULL,
    authors VARCHAR[] NOT NULL,
    published TIMESTAMP NOT NULL,
    has_date BOOLEAN NOT NULL,
    modified TIMESTAMP,
    language VARCHAR,
    is_free BOOLEAN NOT NULL,
    confidence DOUBLE NOT NULL,
    links STRUCT(url VARCHAR, text VARCHAR, paragraph INTEGER)[] NOT NULL,
    cites VARCHAR[] NOT NULL,
    seen_at TIMESTAMP NOT NULL,
    run_id VARCHAR NOT NULL
);

-- One row per version that an extractor has read; the newest one counts.
CREATE TABLE store.extractions (
    version_id VARCHAR PRIMARY KEY,
    extractor VARCHAR NOT NULL,
    keep BOOLEAN NOT NULL,
    score DOUBLE NOT NULL,
    reasons VARCHAR[] NOT NULL,
    known_at TIMESTAMP NOT NULL,
    extracted_at TIMESTAMP NOT NULL,
    run_id VARCHAR NOT NULL
);

CREATE TABLE store.entities (
    id VARCHAR PRIMARY KEY,
    type VARCHAR NOT NULL CHECK (type IN ('WORK', 'COMPANY', 'PERSON', 'CHARACTER', 'EVENT', 'ORG', 'AI_MODEL')),
    name VARCHAR NOT NULL,
    key VARCHAR NOT NULL,
    canonical_id VARCHAR NOT NULL,
    first_seen TIMESTAMP NOT NULL
);

-- Other names that some article uses for an entity.
CREATE TABLE store.aliases (
    entity_id VARCHAR NOT NULL,
    key VARCHAR NOT NULL,
    alias VARCHAR NOT NULL,
    PRIMARY KEY (entity_id, key)
);

-- Which entities an article's version names, and whether its title or first words do.
CREATE TABLE store.mentions (
    version_id VARCHAR NOT NULL,
    entity_id VARCHAR NOT NULL,
    mentions INTEGER NOT NULL,
    in_lead BOOLEAN NOT NULL
);

CREATE TABLE store.claims (
    id VARCHAR PRIMARY KEY,
    version_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    outlet VARCHAR NOT NULL,
    published TIMESTAMP NOT NULL,
    known_at TIMESTAMP NOT NULL,
    type VARCHAR NOT NULL,
    subject_id VARCHAR NOT NULL,
    object_id VARCHAR,
    object VARCHAR,
    label VARCHAR,
    low DECIMAL(28, 6),
    high DECIMAL(28, 6),
    unit VARCHAR,
    usd_low DECIMAL(28, 2),
    usd_high DECIMAL(28, 2),
    bound VARCHAR NOT NULL CHECK (bound IN ('exact', 'about', 'over', 'under', 'range')),
    date VARCHAR,
    as_of VARCHAR,
    status VARCHAR NOT NULL CHECK (status IN ('asserted', 'reported', 'estimated', 'planned', 'denied')),
    attribution VARCHAR,
    attribution_id VARCHAR,
    quote VARCHAR NOT NULL,
    quote_start INTEGER NOT NULL,
    quote_end INTEGER NOT NULL,
    value_start INTEGER NOT NULL,
    value_end INTEGER NOT NULL,
    confidence DOUBLE NOT NULL,
    is_candidate BOOLEAN NOT NULL,
    extractor VARCHAR NOT NULL,
    is_dropped BOOLEAN NOT NULL,
    CHECK (quote_start >= 0 AND quote_end > quote_start)
);

CREATE TABLE store.facts (
    id VARCHAR PRIMARY KEY,
    property_id VARCHAR NOT NULL,
    subject_id VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    label VARCHAR,
    object_id VARCHAR,
    object VARCHAR,
    low DECIMAL(28, 6),
    high DECIMAL(28, 6),
    unit VARCHAR,
    usd_low DECIMAL(28, 2),
    usd_high DECIMAL(28, 2),
    bound VARCHAR NOT NULL,
    date VARCHAR,
    as_of VARCHAR,
    status VARCHAR NOT NULL,
    rank VARCHAR NOT NULL CHECK (rank IN ('preferred', 'normal', 'deprecated')),
    reason VARCHAR NOT NULL,
    disputed BOOLEAN NOT NULL,
    independent_outlets INTEGER NOT NULL,
    claims INTEGER NOT NULL,
    first_seen TIMESTAMP NOT NULL,
    last_seen TIMESTAMP NOT NULL
);

CREATE TABLE store.fact_claims (
    fact_id VARCHAR NOT NULL,
    claim_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL CHECK (role IN ('supports', 'contradicts', 'revises', 'repeats')),
    reason VARCHAR NOT NULL
);

CREATE TABLE store.revisions (
    before_id VARCHAR NOT NULL,
    after_id VARCHAR NOT NULL,
    subject_id VARCHAR NOT NULL,
    same_article BOOLEAN NOT NULL,
    PRIMARY KEY (before_id, after_id)
);

CREATE TABLE store.stories (
    id VARCHAR PRIMARY KEY,
    title VARCHAR NOT NULL,
    first_seen TIMESTAMP NOT NULL,
    last_seen TIMESTAMP NOT NULL
);

CREATE TABLE store.story_articles (
    article_id VARCHAR PRIMARY KEY,
    story_id VARCHAR NOT NULL
);

-- MinHash of an article's current text, by which near-duplicates are found.
CREATE TABLE store.signatures (
    article_id VARCHAR PRIMARY KEY,
    version_id VARCHAR NOT NULL,
    published TIMESTAMP NOT NULL,
    shingles INTEGER NOT NULL,
    signature BLOB NOT NULL
);

-- Articles of the record that an article links to.
CREATE TABLE store.citations (
    article_id VARCHAR NOT NULL,
    cited_id VARCHAR NOT NULL
);

-- What the next reconcile has to look at; written with the claims, emptied with the facts.
CREATE TABLE store.pending (
    kind VARCHAR NOT NULL CHECK (kind IN ('subject', 'article', 'entity')),
    id VARCHAR NOT NULL
);

-- One row per run that brought the facts up to date.
CREATE TABLE store.runs (
    id VARCHAR PRIMARY KEY,
    ended_at TIMESTAMP NOT NULL,
    facts INTEGER NOT NULL,
    new_facts INTEGER NOT NULL,
    changed_facts INTEGER NOT NULL,
    disputes INTEGER NOT NULL
);

-- What a user decided. Never overwritten, applied on each rebuild.
CREATE TABLE store.decisions (
    id VARCHAR PRIMARY KEY,
    kind VARCHAR NOT NULL CHECK (kind IN ('accept', 'reject', 'merge', 'split')),
    target VARCHAR NOT NULL CHECK (target IN ('claim', 'fact', 'entity')),
    target_id VARCHAR NOT NULL,
    other_id VARCHAR,
    claim_ids VARCHAR[] NOT NULL,
    reason VARCHAR NOT NULL,
    decided_at TIMESTAMP NOT NULL
);

CREATE TABLE store.editions (
    day DATE PRIMARY KEY,
    json VARCHAR NOT NULL,
    html VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    saved_at TIMESTAMP NOT NULL
);

CREATE TABLE store.deliveries (
    day DATE NOT NULL,
    recipient VARCHAR NOT NULL,
    message_id VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    recorded_at TIMESTAMP NOT NULL
);

-- Units of a currency for one euro, as the European Central Bank publishes them.
CREATE TABLE store.rates (
    day DATE NOT NULL,
    currency VARCHAR NOT NULL,
    per_eur DOUBLE NOT NULL CHECK (per_eur > 0),
    PRIMARY KEY (day, currency)
);
