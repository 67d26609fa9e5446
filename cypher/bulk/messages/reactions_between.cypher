// The reactions of people, named by any of their accounts, to messages. One row a reaction.
:param rows => [{person: 'acme/person-1', message: 'acme/message-1'}]
UNWIND $rows AS row
MATCH (:Account {id: row.person})-[:OF]->(q:Person)-[r:REACTED_TO]->(m:Message {id: row.message})
WHERE r.key > '' // +policy m:Message
RETURN
  row.person AS person,
  row.message AS message,
  r.key AS key,
  r.kind AS kind,
  r.at AS at,
  r.at_precision AS at_precision
ORDER BY key;
