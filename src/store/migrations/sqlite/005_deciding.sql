-- What reviewers decide besides the words.

-- The way a target is written, where a person has turned it from the way of its language: NULL, `ltr` or `rtl`.
ALTER TABLE segment ADD COLUMN direction TEXT;

-- Terms renamed in many articles, to be undone as one; `what` is the type of that name in `store`. Undone, it goes.
CREATE TABLE renaming (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    what   TEXT NOT NULL
);
