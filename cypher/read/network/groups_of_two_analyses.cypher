// The groups of at least 5 members whose mean of one measure differs most between two analyses, the greatest difference first.
:param before => 'goalgraph/analysis-1'
:param after => 'goalgraph/analysis-1'
:param measure => 'degree'
:param least => 5
:param hidden => []
:param limit => 10
MATCH (:Analysis {id: $before, state: 'done'})-[a:SCORED]->(g:Group)
MATCH (:Analysis {id: $after, state: 'done'})-[b:SCORED]->(g)
WHERE NOT g.id IN $hidden
  AND coalesce(a[$measure + '_members'], a.members) >= $least
  AND coalesce(b[$measure + '_members'], b.members) >= $least
  AND a[$measure] IS NOT NULL AND b[$measure] IS NOT NULL
WITH g, a, b, b[$measure] - a[$measure] AS difference
ORDER BY abs(difference) DESC, g.id
LIMIT $limit
RETURN
  g.id AS group,
  a[$measure] AS before,
  b[$measure] AS after,
  difference AS difference,
  a.members AS members_before,
  b.members AS members_after,
  a[$measure + '_rank'] AS rank_before,
  b[$measure + '_rank'] AS rank_after
ORDER BY abs(difference) DESC, g.id;
