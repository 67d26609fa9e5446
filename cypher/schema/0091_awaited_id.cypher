// One node for each goal that others name as their parent before it is there.
CREATE CONSTRAINT awaited_id IF NOT EXISTS
FOR (n:Awaited) REQUIRE n.id IS UNIQUE;
