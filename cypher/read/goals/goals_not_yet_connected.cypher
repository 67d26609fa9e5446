// The goals from which no way leads to a top: not yet connected, or alone where they support no goal and none supports them. Archived and dropped goals are left out.
// Tops are goals of the kind purpose; where there is none, goals that support no other, and then only alone goals are shown.
:param limit => 25
OPTIONAL MATCH (purpose:Goal {kind: 'purpose'})
WHERE NOT coalesce(purpose.archived, false) AND coalesce(purpose.status, '') <> 'dropped'
WITH count(purpose) > 0 AS has_purpose
MATCH (g:Goal)
WHERE g.by_title > '' AND NOT coalesce(g.archived, false) AND coalesce(g.status, '') <> 'dropped'
WITH
  has_purpose,
  g,
  NOT EXISTS {
    MATCH (g)-[:SUPPORTS]-(other:Goal)
    WHERE NOT coalesce(other.archived, false) AND coalesce(other.status, '') <> 'dropped'
  } AS alone
CALL (has_purpose, g) {
  MATCH way = ANY SHORTEST (g)
    ((:Goal)-[:SUPPORTS]->(above:Goal WHERE NOT coalesce(above.archived, false) AND coalesce(above.status, '') <> 'dropped')){0,}
    (top:Goal)
  WHERE CASE
    WHEN has_purpose THEN coalesce(top.kind, '') = 'purpose'
    ELSE NOT EXISTS {
      MATCH (top)-[:SUPPORTS]->(higher:Goal)
      WHERE NOT coalesce(higher.archived, false) AND coalesce(higher.status, '') <> 'dropped'
    }
  END
  RETURN count(way) > 0 AS connected
}
WITH g, alone AND coalesce(g.kind, '') <> 'purpose' AS alone, connected
WHERE alone OR NOT connected
ORDER BY g.by_title
LIMIT $limit
RETURN
  g.id AS id,
  g.title AS title,
  g.kind AS kind,
  CASE WHEN alone THEN 'alone' ELSE 'not_yet_connected' END AS connection,
  COUNT {
    MATCH (c:Conversation)-[:ADVANCES]->(g)
    WHERE c.visibility <> 'private' // +policy c:Conversation
  } AS conversations
ORDER BY g.by_title;
