-- How many answers in a row nobody recognised: the third pauses the account.
ALTER TABLE accounts ADD COLUMN odd INTEGER NOT NULL DEFAULT 0;
