// No two GoalVersion nodes share an id.
CREATE CONSTRAINT goal_version_id IF NOT EXISTS
FOR (n:GoalVersion) REQUIRE n.id IS UNIQUE;
