// No two HELD relationships share a key.
CREATE CONSTRAINT held_key IF NOT EXISTS
FOR ()-[r:HELD]-() REQUIRE r.key IS UNIQUE;
