// No two Need nodes share a id.
CREATE CONSTRAINT need_id IF NOT EXISTS
FOR (n:Need) REQUIRE n.id IS UNIQUE;
