// Scores of people who are out of measures, by snapshot.
CREATE INDEX own_score_analysis IF NOT EXISTS
FOR (n:OwnScore) ON (n.analysis);
