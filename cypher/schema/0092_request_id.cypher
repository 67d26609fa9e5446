// One node for each request that may be repeated.
CREATE CONSTRAINT request_id IF NOT EXISTS
FOR (n:Request) REQUIRE n.id IS UNIQUE;
