-- Under which of its agency's numbers a record came.
CREATE TABLE record_number (key BLOB NOT NULL PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
