// No two Ref nodes share a key.
CREATE CONSTRAINT ref_key IF NOT EXISTS
FOR (n:Ref) REQUIRE n.key IS UNIQUE;
