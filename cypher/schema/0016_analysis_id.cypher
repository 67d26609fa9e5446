// No two Analysis nodes share a id.
CREATE CONSTRAINT analysis_id IF NOT EXISTS
FOR (n:Analysis) REQUIRE n.id IS UNIQUE;
