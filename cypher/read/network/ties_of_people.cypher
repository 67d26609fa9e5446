// Whom these people acted towards and who acted towards them, strongest first: strength at the day `until` (days since 1970-01-01) of what was done from the day `since`, halved with every half-life; and all interactions ever. Many people at once.
:param ids => ['acme/person-1']
:param since => 0
:param until => 20500
:param half_life => 90.0
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Person {id: parent})-[r:INTERACTED]-(n:Person)
  WITH
    n,
    startNode(r).id = parent AS outward,
    r.total AS total,
    reduce(sum = 0.0, i IN range(0, size(r.days) - 1) |
      sum + CASE
        WHEN r.days[i] < $since OR r.days[i] >= $until THEN 0.0
        ELSE coalesce(r.weights[i], r.counts[i]) * 2.0 ^ ((r.days[i] - $until) / $half_life)
      END
    ) AS strength
  WITH
    n,
    sum(CASE WHEN outward THEN strength ELSE 0.0 END) AS given,
    sum(CASE WHEN outward THEN 0.0 ELSE strength END) AS received,
    sum(total) AS interactions
  WHERE given + received > 0
  RETURN n, given, received, interactions
  ORDER BY given + received DESC, n.id
  LIMIT $limit
}
RETURN
  parent AS parent,
  n.id AS id,
  n.name AS name,
  given AS given,
  received AS received,
  interactions AS interactions
ORDER BY parent, given + received DESC, id;
