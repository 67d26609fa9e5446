// No two CheckIn nodes share a id.
CREATE CONSTRAINT check_in_id IF NOT EXISTS
FOR (n:CheckIn) REQUIRE n.id IS UNIQUE;
