-- What people do beside writing targets: comments, findings ignored for a reason, sentences parted and joined by hand,
-- and steps, which change several segments and are undone as one.

-- `segment` is an id, or NULL for a comment on the article; it is kept when the sentence leaves the article.
CREATE TABLE comment (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    article  INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    segment  TEXT,
    text     TEXT NOT NULL,
    who      TEXT NOT NULL,
    at       TEXT NOT NULL,
    resolved TEXT
);

CREATE INDEX comment_article ON comment (article);

CREATE TABLE ignored (
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    segment TEXT NOT NULL,
    rule    TEXT NOT NULL,
    reason  TEXT NOT NULL,
    who     TEXT NOT NULL,
    at      TEXT NOT NULL,
    PRIMARY KEY (article, segment, rule)
) WITHOUT ROWID;

CREATE TABLE step (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    kind    TEXT NOT NULL,
    who     TEXT NOT NULL,
    at      TEXT NOT NULL
);

CREATE INDEX step_article ON step (article);

-- `restores` is the number of the earlier revision that this one brings back.
ALTER TABLE revision ADD COLUMN restores INTEGER;
ALTER TABLE revision ADD COLUMN step INTEGER REFERENCES step ON DELETE SET NULL;

CREATE INDEX revision_step ON revision (step) WHERE step IS NOT NULL;

-- Where people cut otherwise than the rules. `recut` is the type of that name in `segment`; `places` are the
-- revisions that its segments stood at before and after.
CREATE TABLE recut (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    recut   TEXT NOT NULL,
    places  TEXT NOT NULL,
    undone  INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX recut_article ON recut (article);

-- What is done about repeats: NULL while nobody was asked, else `fill` or `leave`; `apart` marks an exception.
ALTER TABLE article ADD COLUMN repeats TEXT;
ALTER TABLE segment ADD COLUMN apart INTEGER NOT NULL DEFAULT 0;
