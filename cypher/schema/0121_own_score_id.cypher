// One node for each snapshot and person who is out of measures.
CREATE CONSTRAINT own_score_id IF NOT EXISTS
FOR (n:OwnScore) REQUIRE n.id IS UNIQUE;
