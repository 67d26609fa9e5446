// One node for each change; the ids are the order in which all changes were written.
CREATE CONSTRAINT change_id IF NOT EXISTS
FOR (n:Change) REQUIRE n.id IS UNIQUE;
