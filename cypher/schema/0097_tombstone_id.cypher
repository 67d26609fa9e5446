// One node for each thing that was taken back, by the hash of what it was.
CREATE CONSTRAINT tombstone_id IF NOT EXISTS
FOR (n:Tombstone) REQUIRE n.id IS UNIQUE;
