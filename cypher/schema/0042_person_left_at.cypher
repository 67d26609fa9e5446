// Person nodes by left_at.
CREATE INDEX person_left_at IF NOT EXISTS
FOR (n:Person) ON (n.left_at);
