// Views of numbers by the person whom they are about, the latest day last.
CREATE INDEX profile_view_person IF NOT EXISTS
FOR (n:ProfileView) ON (n.person, n.by_day);
