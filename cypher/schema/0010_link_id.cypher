// No two Link nodes share a id.
CREATE CONSTRAINT link_id IF NOT EXISTS
FOR (n:Link) REQUIRE n.id IS UNIQUE;
