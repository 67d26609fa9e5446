// No two HELPED relationships share a key.
CREATE CONSTRAINT helped_key IF NOT EXISTS
FOR ()-[r:HELPED]-() REQUIRE r.key IS UNIQUE;
