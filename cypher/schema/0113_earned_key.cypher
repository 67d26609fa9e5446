// No two EARNED relationships share a key.
CREATE CONSTRAINT earned_key IF NOT EXISTS
FOR ()-[r:EARNED]-() REQUIRE r.key IS UNIQUE;
