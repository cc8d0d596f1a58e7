-- What the search reads, kept as blocks of up to 65,536 units (`memory::Block`) in place of a row for each unit. The hashes
-- of keys stay apart, for exact matches; `refile` fills both from the texts, since the version of the keys is reset.

DROP TABLE unit_key;

CREATE TABLE unit_hash (
    hash INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    PRIMARY KEY (hash, unit)
) WITHOUT ROWID;

-- Each unit of the pair is in one of its blocks, or numbered above `last` of all of them.
CREATE TABLE unit_block (
    row            INTEGER PRIMARY KEY,
    source_primary TEXT NOT NULL,
    target_primary TEXT NOT NULL,
    last           INTEGER NOT NULL,
    bytes          BLOB NOT NULL
);

CREATE INDEX unit_block_pair ON unit_block (source_primary, target_primary, last);

UPDATE setting SET value = 0 WHERE name = 'key-version';
