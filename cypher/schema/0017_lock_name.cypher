// No two Lock nodes share a name.
CREATE CONSTRAINT lock_name IF NOT EXISTS
FOR (n:Lock) REQUIRE n.name IS UNIQUE;
