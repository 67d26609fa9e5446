// No two ValueColumn nodes share an id.
CREATE CONSTRAINT value_column_id IF NOT EXISTS
FOR (n:ValueColumn) REQUIRE n.id IS UNIQUE;
