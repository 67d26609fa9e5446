// Says of nodes that an older version of Goalgraph has written, some at a time, that they were changed now.
:param limit => 20000
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
MATCH (n:Person|Account|Group|Capability|Goal|CheckIn|CheckInVersion|Conversation|Message|Link|Decision|Need|Offer|Experiment|Outcome|Analysis)
WHERE n.by_updated IS NULL
WITH n, stamp
LIMIT $limit
SET n.by_updated = stamp + n.id
RETURN count(*) AS saved;
