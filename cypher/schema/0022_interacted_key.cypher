// No two INTERACTED relationships share a key.
CREATE CONSTRAINT interacted_key IF NOT EXISTS
FOR ()-[r:INTERACTED]-() REQUIRE r.key IS UNIQUE;
