// Says what messages carry; `derived` where it was found in the text that is kept. One row a message and ref.
:param rows => [{message: 'acme/message-1', ref: '#onboarding', place: null, derived: null}]
UNWIND $rows AS row
MATCH (a:Message {id: row.message})
MATCH (b:Ref {key: row.ref})
MERGE (a)-[r:CARRIES]->(b)
SET
  r.place = row.place,
  r.derived = row.derived
RETURN count(*) AS linked;
