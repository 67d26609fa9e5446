// Changes by what was changed: its label and id.
CREATE INDEX change_subject IF NOT EXISTS
FOR (n:Change) ON (n.subject);
