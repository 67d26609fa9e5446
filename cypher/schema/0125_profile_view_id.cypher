// One node for each person, day, viewer, role and purpose with which numbers of the person were seen.
CREATE CONSTRAINT profile_view_id IF NOT EXISTS
FOR (n:ProfileView) REQUIRE n.id IS UNIQUE;
