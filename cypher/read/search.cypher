// The goals, conversations, people and groups that match the words best, at most so many: label, id, score.
:param words => 'search*'
:param limit => 100
CALL db.index.fulltext.queryNodes('search', $words, {limit: $limit})
YIELD node, score
RETURN
  labels(node)[0] AS label,
  node.id AS id,
  score AS score
ORDER BY score DESC, label, id
LIMIT $limit;
