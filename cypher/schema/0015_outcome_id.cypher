// No two Outcome nodes share a id.
CREATE CONSTRAINT outcome_id IF NOT EXISTS
FOR (n:Outcome) REQUIRE n.id IS UNIQUE;
