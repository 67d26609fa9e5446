// The analyses with these parameter hashes that are being computed and gave a sign of life in the last seconds.
:param ids => ['44136fa355b3678a']
:param seconds => 60
UNWIND $ids AS parent
MATCH (n:Analysis {parameters_hash: parent})
WHERE n.state = 'running' AND n.told_at > datetime() - duration({seconds: $seconds})
RETURN
  parent AS parent,
  n.id AS id,
  n.engine AS engine,
  n.exact AS exact
ORDER BY parent, id;
