// Removes scores of people who are out of measures whose snapshot was never published, at most so many; only who has the turn may do it.
:param limit => 10000
MATCH (own:OwnScore)
WHERE own.analysis > ''
MATCH (n:Analysis {id: own.analysis})
WHERE n.state <> 'done'
WITH own LIMIT $limit
DELETE own
RETURN count(*) AS removed;
