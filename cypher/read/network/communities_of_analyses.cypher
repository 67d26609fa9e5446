// The communities that these analyses found: how many, how large, how good, how stable, and how like the organisation chart.
:param ids => ['goalgraph/analysis-1']
UNWIND $ids AS parent
MATCH (n:Analysis {id: parent})
WHERE n.state = 'done' AND n.community_count IS NOT NULL
RETURN
  parent AS parent,
  n.community_count AS count,
  n.community_modularity AS modularity,
  n.community_stability AS stability,
  n.community_least_stability AS least_stability,
  n.community_seeds AS seeds,
  n.community_sizes AS sizes,
  n.figure_chart_nmi AS nmi,
  n.figure_chart_ari AS ari
ORDER BY parent;
