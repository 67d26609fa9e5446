// Gives accounts that are nobody's yet to people. One row an account.
:param rows => [{account: 'acme/person-1', person: 'acme/person-1'}]
UNWIND $rows AS row
MATCH (a:Account {id: row.account})
MATCH (b:Person {id: row.person})
MERGE (a)-[:OF]->(b)
RETURN count(*) AS linked;
