// Which of these links are in the store, with their hash, their version, and whether a person decided them.
// `decided` is 'person' where somebody decided here, 'import' where an import named who decided.
:param ids => ['acme/conversation-1>acme/goal-1']
MATCH (l:Link)
WHERE l.id IN $ids
CALL (l) {
  OPTIONAL MATCH (l)<-[:ON]-(d:Decision)
  WHERE EXISTS { (d)<-[:DECIDED]-(:Person) } OR d.capacity IN ['owner', 'participant', 'steward']
  RETURN
    count(d) AS decisions,
    count(d.source) AS imported
}
RETURN
  l.id AS id,
  l.content_hash AS content_hash,
  l.version AS version,
  CASE
    WHEN decisions > imported THEN 'person'
    WHEN imported > 0 THEN 'import'
  END AS decided;
