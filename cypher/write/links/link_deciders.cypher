// Says who took decisions. One row a decision.
:param rows => [{person: 'acme/person-1', decision: 'acme/conversation-1>acme/goal-1#1', account: 'acme/person-1'}]
UNWIND $rows AS row
MATCH (:Account {id: row.account})-[:OF]->(a:Person)
MATCH (b:Decision {id: row.decision})
MERGE (a)-[r:DECIDED]->(b)
SET
  r.account = row.account
RETURN count(*) AS linked;
