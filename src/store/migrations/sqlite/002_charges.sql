-- What each backend was asked for on behalf of an article: sums that grow with every reply.
CREATE TABLE charge (
    article       TEXT    NOT NULL,
    backend       TEXT    NOT NULL,
    requests      INTEGER NOT NULL,
    characters    INTEGER NOT NULL,
    input_tokens  INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    spent         REAL    NOT NULL,
    reused        INTEGER NOT NULL,
    saved         REAL    NOT NULL,
    PRIMARY KEY (article, backend)
) STRICT, WITHOUT ROWID;
