-- What each finding was about that a person ignores, as a JSON list: another finding of the same check is shown.
-- NULL for decisions from before, which hold for whatever the check says.
ALTER TABLE ignored ADD COLUMN about TEXT;
