// The experiments with these ids, in id order. One row a node.
:param ids => ['acme/experiment-1']
MATCH (n:Experiment)
WHERE n.id IN $ids
RETURN
  n.id AS id,
  n.title AS title,
  n.state AS state,
  n.proposed_at AS proposed_at,
  n.proposed_at_precision AS proposed_at_precision,
  n.started_at AS started_at,
  n.started_at_precision AS started_at_precision,
  n.ended_at AS ended_at,
  n.ended_at_precision AS ended_at_precision,
  n.finding AS finding,
  n.practice AS practice,
  datetime(left(n.by_updated, 27)) AS updated_at
ORDER BY n.id;
