// No two Message nodes share a id.
CREATE CONSTRAINT message_id IF NOT EXISTS
FOR (n:Message) REQUIRE n.id IS UNIQUE;
