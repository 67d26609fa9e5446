// Step 1: holds the ties of a window in memory, so that the other steps can measure them. Needs Graph Data Science.
// TIE leads from who acted to whom, TURNED is its reverse, BOTH has no direction. A day's acts count half after half_life days.
:param graph => 'ties'
:param since => date('2025-11-01')
:param until => date('2026-02-01')
:param kinds => ['reply', 'mention', 'sent', 'reaction']
:param half_life => 90.0
WITH
  duration.inDays(date('1970-01-01'), $since).days AS first,
  duration.inDays(date('1970-01-01'), $until).days AS end
MATCH (a:Person)-[r:INTERACTED]->(b:Person)
WHERE r.kind IN $kinds AND a.bot = false AND b.bot = false
WITH a, b, reduce(sum = 0.0, place IN range(0, size(r.days) - 1) |
  sum + CASE
    WHEN first <= r.days[place] < end
    THEN coalesce(r.weights[place], r.counts[place]) * 2 ^ ((r.days[place] - end) / $half_life)
    ELSE 0.0
  END
) AS part
WITH a, b, sum(part) AS strength
WHERE strength > 0
UNWIND [[a, b, 'TIE'], [b, a, 'TURNED'], [a, b, 'BOTH']] AS tie
WITH gds.graph.project(
  $graph,
  tie[0],
  tie[1],
  {relationshipType: tie[2], relationshipProperties: {strength: strength}},
  {undirectedRelationshipTypes: ['BOTH']}
) AS projected
RETURN
  projected.graphName AS graph,
  projected.nodeCount AS people,
  projected.relationshipCount / 4 AS ties;
