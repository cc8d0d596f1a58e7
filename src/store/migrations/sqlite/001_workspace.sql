-- Articles, their segments and every revision of a target; translation memory; backend answers.
-- JSON columns hold the types of the same name in `document`. Times are text, as their writer gave them.

CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) WITHOUT ROWID;

INSERT INTO setting (name, value) VALUES ('memory-generation', 0), ('key-version', 0);

CREATE TABLE article (
    row             INTEGER PRIMARY KEY,
    name            TEXT NOT NULL UNIQUE,
    title           TEXT,
    source_language TEXT NOT NULL,
    target_language TEXT NOT NULL,
    blocks          TEXT NOT NULL
);

-- The source file as it came, apart from `article` so that lists need not read past it.
CREATE TABLE original (
    article  INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE,
    format   TEXT NOT NULL,
    encoding TEXT NOT NULL,
    bytes    BLOB NOT NULL
);

-- `position` is NULL for a segment that the article no longer has: its target and history are kept.
CREATE TABLE segment (
    row         INTEGER PRIMARY KEY,
    article     INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    id          TEXT NOT NULL,
    position    INTEGER,
    block       INTEGER NOT NULL,
    source      TEXT NOT NULL,
    gap         TEXT NOT NULL,
    state       TEXT NOT NULL,
    target      TEXT NOT NULL,
    revision    INTEGER NOT NULL,
    fingerprint TEXT,
    terms       TEXT NOT NULL,
    matches     TEXT NOT NULL,
    findings    TEXT NOT NULL,
    UNIQUE (article, id)
);

CREATE INDEX segment_position ON segment (article, position, state);

CREATE TABLE revision (
    segment INTEGER NOT NULL REFERENCES segment ON DELETE CASCADE,
    number  INTEGER NOT NULL,
    target  TEXT NOT NULL,
    who     TEXT NOT NULL,
    at      TEXT NOT NULL,
    PRIMARY KEY (segment, number)
) WITHOUT ROWID;

CREATE TABLE memory (
    row  INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

-- Languages as the units give them, with the primary tags by which they are looked up.
CREATE TABLE pair (
    row             INTEGER PRIMARY KEY,
    source_language TEXT NOT NULL,
    target_language TEXT NOT NULL,
    source_primary  TEXT NOT NULL,
    target_primary  TEXT NOT NULL,
    UNIQUE (source_language, target_language)
);

-- AUTOINCREMENT: a number is never given twice, so a reader knows what was added since it looked.
CREATE TABLE unit (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    memory     INTEGER NOT NULL REFERENCES memory ON DELETE CASCADE,
    pair       INTEGER NOT NULL REFERENCES pair,
    source     TEXT NOT NULL,
    target     TEXT NOT NULL,
    before     TEXT NOT NULL,
    after      TEXT NOT NULL,
    author     TEXT,
    changed    TEXT,
    properties TEXT
);

CREATE INDEX unit_memory ON unit (memory, pair);

-- What the search reads, apart from the texts: the key's hash, and its tokens as 32-bit little-endian numbers.
CREATE TABLE unit_key (
    unit   INTEGER PRIMARY KEY REFERENCES unit ON DELETE CASCADE,
    pair   INTEGER NOT NULL,
    hash   INTEGER NOT NULL,
    tokens BLOB NOT NULL
);

CREATE INDEX unit_key_hash ON unit_key (hash, pair);

CREATE TABLE answer (
    key  TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    at   TEXT NOT NULL
) WITHOUT ROWID;
