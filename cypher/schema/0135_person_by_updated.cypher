// Person nodes in the order of their last change.
CREATE INDEX person_by_updated IF NOT EXISTS
FOR (n:Person) ON (n.by_updated);
