// No two Capability nodes share a id.
CREATE CONSTRAINT capability_id IF NOT EXISTS
FOR (n:Capability) REQUIRE n.id IS UNIQUE;
