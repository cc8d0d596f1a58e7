-- The id of the segment whose place this one took when the article was issued again with changes.
ALTER TABLE segment ADD COLUMN replaces TEXT;
