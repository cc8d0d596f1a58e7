-- How far a file was taken into a memory, noted with the units of each transaction, until the whole file is in it.

CREATE TABLE import_place (
    memory INTEGER NOT NULL REFERENCES memory ON DELETE CASCADE,
    file   TEXT NOT NULL, -- what tells the file from others
    place  TEXT NOT NULL,
    PRIMARY KEY (memory, file)
) STRICT, WITHOUT ROWID;
