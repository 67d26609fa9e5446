// Scores of people who are out of measures, by person.
CREATE INDEX own_score_person IF NOT EXISTS
FOR (n:OwnScore) ON (n.person);
