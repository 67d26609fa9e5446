// One node for each receipt of what was erased.
CREATE CONSTRAINT receipt_id IF NOT EXISTS
FOR (n:Receipt) REQUIRE n.id IS UNIQUE;
