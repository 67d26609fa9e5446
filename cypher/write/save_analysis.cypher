// Begins a snapshot; nobody is answered from it until it is published.
:param id => 'goalgraph/analysis-1'
:param properties => {state: 'running', started_at: datetime('2026-01-01T00:00:00Z')}
MERGE (n:Analysis {id: $id})
SET n += $properties
RETURN n.id AS id;
