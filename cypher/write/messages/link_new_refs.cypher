// Says what new messages carry; `derived` where it was found in the text that is kept. One row a message and ref; what is there already stays.
:param rows => [{message: 'acme/message-1', ref: '#onboarding', place: null, derived: null}]
UNWIND $rows AS row
MATCH (a:Message {id: row.message})
MATCH (b:Ref {key: row.ref})
CALL (a, b, row) {
  WITH a, b, row
  WHERE NOT EXISTS { (a)-[:CARRIES]->(b) }
  CREATE (a)-[:CARRIES {place: row.place, derived: row.derived}]->(b)
  RETURN count(*) AS new
}
RETURN count(*) AS linked;
