// The messages whose kept texts match the words best, at most so many: label, id, folded name, score. Never of private talk.
:param words => 'wrote*'
:param found => 100
:param limit => 100
CALL db.index.fulltext.queryNodes('search_messages', $words, {limit: $found})
YIELD node, score
MATCH (node)-[:IN]->(c:Conversation)
WHERE c.visibility <> 'private' AND node.deleted_at IS NULL // +policy c:Conversation
RETURN
  'Message' AS label,
  node.id AS id,
  null AS name,
  0 AS named,
  score AS score
ORDER BY score DESC, id
LIMIT $limit;
