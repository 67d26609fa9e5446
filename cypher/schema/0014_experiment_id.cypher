// No two Experiment nodes share a id.
CREATE CONSTRAINT experiment_id IF NOT EXISTS
FOR (n:Experiment) REQUIRE n.id IS UNIQUE;
