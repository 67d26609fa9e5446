// One node for each account and whom its person's numbers are shared with.
CREATE CONSTRAINT profile_share_id IF NOT EXISTS
FOR (n:ProfileShare) REQUIRE n.id IS UNIQUE;
