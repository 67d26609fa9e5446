// Decision nodes in the order of their last change.
CREATE INDEX decision_by_updated IF NOT EXISTS
FOR (n:Decision) ON (n.by_updated);
