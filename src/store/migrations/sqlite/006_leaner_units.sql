-- An index that cost an import a row for each unit and served the removal of a whole memory alone.

DROP INDEX unit_memory;
