// One node for each goal that an import has taken apart and not yet put together.
CREATE CONSTRAINT change_start_id IF NOT EXISTS
FOR (n:ChangeStart) REQUIRE n.id IS UNIQUE;
