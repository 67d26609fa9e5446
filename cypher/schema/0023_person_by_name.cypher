// Person nodes in the order of display name.
CREATE INDEX person_by_name IF NOT EXISTS
FOR (n:Person) ON (n.by_name);
