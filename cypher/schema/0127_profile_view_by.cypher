// Views of numbers by who saw them.
CREATE INDEX profile_view_by IF NOT EXISTS
FOR (n:ProfileView) ON (n.by);
