// Begins a snapshot, or adds to one that is being computed; nobody is answered from it until it is published.
:param id => 'goalgraph/analysis-1'
:param properties => {state: 'running', begun: true, exact: true, versions: '{"goals": 1}', step: 'waiting for other analyses', step_done: 0, share: 0.0, told_at: datetime('2026-02-01T00:00:00Z'), sampled_sources: 256, parameters: '{}', parameters_hash: '44136fa355b3678a', content_hash: '8f14e45fceea167a', code_version: '0.1.0', engine: 'in-process', goal: null, since: datetime('2025-11-01T00:00:00Z'), until: datetime('2026-02-01T00:00:00Z'), people: 2, groups: 1, messages: 2, skipped_threads: 0, ties: 1, isolates: 0, density: 0.5, reciprocity: 0.0, community_count: 1, community_modularity: 0.0, community_stability: 1.0, community_least_stability: 1.0, community_seeds: 10, community_sizes: [2], figure_chart_nmi: 1.0, figure_chart_ari: 1.0, mean_degree: 1.0, mean_in_degree: 1.0, mean_out_degree: 1.0, mean_strength: 2.0, mean_in_strength: 2.0, mean_out_strength: 2.0, mean_pagerank: 0.5, mean_betweenness: 0.0, started_at: datetime('2026-02-01T00:00:00Z')}
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
MERGE (n:Analysis {id: $id})
SET n += $properties, n.by_updated = stamp + n.id
RETURN n.id AS id;
