// The number of the community that an analysis found for each person: 1 is the largest; nobody who has none. One row of lists.
:param analysis => 'goalgraph/analysis-1'
MATCH (:Analysis {id: $analysis, state: 'done'})-[s:SCORED]->(p:Person)
WHERE s.community IS NOT NULL
WITH p.id AS id, s.community AS community
RETURN
  collect(id) AS ids,
  collect(community) AS communities
ORDER BY ids;
