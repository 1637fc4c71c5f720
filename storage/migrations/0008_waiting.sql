-- Since when records wait for what they are about, so that they do not wait for ever.
CREATE TABLE early_since (key BLOB NOT NULL PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
-- How much of each depositor's is carried here.
CREATE TABLE carried_amount (key BLOB NOT NULL PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
