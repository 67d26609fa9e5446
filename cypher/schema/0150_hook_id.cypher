// One node for each hook.
CREATE CONSTRAINT hook_id IF NOT EXISTS
FOR (n:Hook) REQUIRE n.id IS UNIQUE;
