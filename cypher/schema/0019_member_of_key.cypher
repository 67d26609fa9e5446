// No two MEMBER_OF relationships share a key.
CREATE CONSTRAINT member_of_key IF NOT EXISTS
FOR ()-[r:MEMBER_OF]-() REQUIRE r.key IS UNIQUE;
