// No two GoalSet nodes share an id.
CREATE CONSTRAINT goal_set_id IF NOT EXISTS
FOR (n:GoalSet) REQUIRE n.id IS UNIQUE;
