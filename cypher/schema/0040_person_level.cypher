// Person nodes by level.
CREATE INDEX person_level IF NOT EXISTS
FOR (n:Person) ON (n.level);
