// No two Group nodes share a id.
CREATE CONSTRAINT group_id IF NOT EXISTS
FOR (n:Group) REQUIRE n.id IS UNIQUE;
