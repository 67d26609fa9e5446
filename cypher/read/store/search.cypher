// The goals, conversations, people and groups that match the words best, at most so many: label, id, folded name, score.
// Those that bear the very name come with `named` 1, or 2 where it is written so letter by letter, goals first.
:param words => 'title_key:"search" search* name_key:/.*[._]search.*/'
:param texts => 'search*'
:param key => 'search'
:param found => 100
:param written => 'Search'
:param limit => 100
CALL () {
  MATCH (g:Goal {title_key: $key})
  RETURN g AS node, 1 AS named, 0.0 AS score
  LIMIT $limit
  UNION ALL
  MATCH (c:Conversation {title_key: $key})
  RETURN c AS node, 1 AS named, 0.0 AS score
  LIMIT $limit
  UNION ALL
  MATCH (p:Person {name_key: $key})
  RETURN p AS node, 1 AS named, 0.0 AS score
  LIMIT $limit
  UNION ALL
  MATCH (h:Group {name_key: $key})
  RETURN h AS node, 1 AS named, 0.0 AS score
  LIMIT $limit
  UNION ALL
  CALL db.index.fulltext.queryNodes('search_titles', $words, {limit: $found})
  YIELD node, score
  RETURN node, 0 AS named, score
  UNION ALL
  CALL db.index.fulltext.queryNodes('search_texts', $texts, {limit: $found})
  YIELD node, score
  RETURN node, 0 AS named, score / 2 AS score
}
WITH node, max(named) AS named, sum(score) AS score
WHERE true // +policy node:Conversation?
WITH
  node,
  score,
  named + CASE WHEN coalesce(node.name, node.title) = $written THEN 1 ELSE 0 END AS named
RETURN
  labels(node)[0] AS label,
  node.id AS id,
  coalesce(node.name_key, node.title_key) AS name,
  named AS named,
  score AS score
ORDER BY named > 0 DESC, label = 'Goal' DESC, named DESC, score DESC, label, id
LIMIT $limit;
