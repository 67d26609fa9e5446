// Views of numbers by day, so that old ones are found.
CREATE INDEX profile_view_day IF NOT EXISTS
FOR (n:ProfileView) ON (n.day);
