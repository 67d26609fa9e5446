// Says whom new messages name; what is there already stays. One row a message and person, sorted: what a second account of a person says again hangs on the account.
:param rows => [{message: 'acme/message-1', account: 'acme/person-1', place: null}]
UNWIND $rows AS row
MATCH (x:Account {id: row.account})-[:OF]->(b:Person)
MATCH (a:Message {id: row.message})
WITH a, b, collect(row) AS said, collect(x) AS accounts
CALL (a, b, said, accounts) {
  WITH a, b, said
  WHERE NOT EXISTS { (a)-[:MENTIONS]->(b) }
  CREATE (a)-[:MENTIONS {account: said[0].account, place: said[0].place}]->(b)
  RETURN count(*) AS named
}
CALL (a, said, accounts) {
  UNWIND range(1, size(said) - 1) AS n
  WITH a, said[n] AS again, accounts[n] AS second
  WHERE NOT EXISTS { (a)-[:MENTIONS]->(second) }
  CREATE (a)-[:MENTIONS {account: again.account, place: again.place}]->(second)
  RETURN count(*) AS repeated
}
RETURN coalesce(sum(size(said)), 0) AS linked;
