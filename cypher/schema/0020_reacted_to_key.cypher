// No two REACTED_TO relationships share a key.
CREATE CONSTRAINT reacted_to_key IF NOT EXISTS
FOR ()-[r:REACTED_TO]-() REQUIRE r.key IS UNIQUE;
