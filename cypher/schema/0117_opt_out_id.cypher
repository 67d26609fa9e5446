// One node for each account whose person is out of measures.
CREATE CONSTRAINT opt_out_id IF NOT EXISTS
FOR (n:OptOut) REQUIRE n.id IS UNIQUE;
