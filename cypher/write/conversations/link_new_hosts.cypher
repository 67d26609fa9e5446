// Says who hosted new conversations; what is there already stays. One row a person and conversation, sorted: what a second account of a person says again hangs on the account.
:param rows => [{conversation: 'acme/conversation-1', account: 'acme/person-1', place: null}]
UNWIND $rows AS row
MATCH (x:Account {id: row.account})-[:OF]->(a:Person)
MATCH (b:Conversation {id: row.conversation})
WITH a, b, collect(row) AS said, collect(x) AS accounts
CALL (a, b, said) {
  WITH a, b, said
  WHERE NOT EXISTS { (a)-[:HOSTS]->(b) }
  CREATE (a)-[:HOSTS {account: said[0].account, place: said[0].place}]->(b)
  RETURN count(*) AS first
}
CALL (b, said, accounts) {
  UNWIND range(1, size(said) - 1) AS n
  WITH b, said[n] AS again, accounts[n] AS second
  WHERE NOT EXISTS { (second)-[:HOSTS]->(b) }
  CREATE (second)-[:HOSTS {account: again.account, place: again.place}]->(b)
  RETURN count(*) AS repeated
}
RETURN coalesce(sum(size(said)), 0) AS linked;
