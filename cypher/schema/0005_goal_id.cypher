// No two Goal nodes share a id.
CREATE CONSTRAINT goal_id IF NOT EXISTS
FOR (n:Goal) REQUIRE n.id IS UNIQUE;
