// No two CheckInVersion nodes share an id.
CREATE CONSTRAINT check_in_version_id IF NOT EXISTS
FOR (n:CheckInVersion) REQUIRE n.id IS UNIQUE;
