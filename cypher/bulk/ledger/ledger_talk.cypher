// These packed facts of talk: one row each, in the order asked for.
:param ids => ['part-1']
UNWIND range(0, size($ids) - 1) AS place
MATCH (n:LedgerTalk {id: $ids[place]})
RETURN
  place AS place,
  n.data AS data
ORDER BY place;
