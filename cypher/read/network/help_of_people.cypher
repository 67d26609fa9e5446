// Whom these people helped and who helped them, strongest first: strength at the day `until` (days since 1970-01-01) of help from the day `since`, halved with every half-life; and how often in these days. Many people at once.
:param ids => ['acme/person-1']
:param since => 0
:param until => 20500
:param half_life => 90.0
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Person {id: parent})-[r:HELPED]-(n:Person)
  WITH
    n,
    startNode(r).id = parent AS outward,
    r.kind AS kind,
    [i IN range(0, size(r.days) - 1) WHERE r.days[i] >= $since AND r.days[i] < $until |
      [r.counts[i], coalesce(r.weights[i], r.counts[i]) * 2.0 ^ ((r.days[i] - $until) / $half_life)]
    ] AS acts
  WITH
    n,
    outward,
    kind,
    reduce(sum = 0, act IN acts | sum + act[0]) AS count,
    reduce(sum = 0.0, act IN acts | sum + act[1]) AS strength
  WITH
    n,
    sum(CASE WHEN outward THEN strength ELSE 0.0 END) AS given,
    sum(CASE WHEN outward THEN 0.0 ELSE strength END) AS received,
    sum(CASE kind WHEN 'answer' THEN count ELSE 0 END) AS answers,
    sum(CASE kind WHEN 'solution' THEN count ELSE 0 END) AS solutions,
    sum(CASE kind WHEN 'connection' THEN count ELSE 0 END) AS connections,
    sum(CASE kind WHEN 'introduction' THEN count ELSE 0 END) AS introductions
  WHERE given + received > 0
  RETURN n, given, received, answers, solutions, connections, introductions
  ORDER BY given + received DESC, n.id
  LIMIT $limit
}
RETURN
  parent AS parent,
  n.id AS id,
  n.name AS name,
  given AS given,
  received AS received,
  answers AS answers,
  solutions AS solutions,
  connections AS connections,
  introductions AS introductions
ORDER BY parent, given + received DESC, id;
