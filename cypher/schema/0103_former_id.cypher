// One node for each former person, whose accounts are all another's now.
CREATE CONSTRAINT former_id IF NOT EXISTS
FOR (n:Former) REQUIRE n.id IS UNIQUE;
