-- Whose newer whereabouts are to be passed on a little later.
CREATE TABLE to_pass_on (key BLOB NOT NULL PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
