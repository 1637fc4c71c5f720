-- What messages say in fields: a team's signs, plans and handoffs, found by their form.
CREATE TABLE form (key BLOB NOT NULL PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
