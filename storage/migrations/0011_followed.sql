-- Handoffs, questions, answers and reports that somebody waits for. They lay among the forms, under places of their own; what
-- was told of a handoff lay with its form.
CREATE TABLE followed (key BLOB NOT NULL PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO followed SELECT CAST(substr(key, 1, 32) || CASE substr(key, 33, 1)
    WHEN x'06' THEN x'01' WHEN x'f0' THEN x'02' WHEN x'f1' THEN x'03' ELSE x'04' END || substr(key, 34) AS BLOB), value
  FROM form WHERE substr(key, 33, 1) IN (x'06', x'f0', x'f1', x'f2');
DELETE FROM form WHERE substr(key, 33, 1) >= x'f0';
UPDATE form SET value = x'' WHERE value <> x'';
