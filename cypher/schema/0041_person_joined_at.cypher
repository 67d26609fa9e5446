// Person nodes by joined_at.
CREATE INDEX person_joined_at IF NOT EXISTS
FOR (n:Person) ON (n.joined_at);
