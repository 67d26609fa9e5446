// Notes that a person has decided of pairs of accounts that they are two people, though they share an address. One row a pair.
:param rows => [{one: 'acme/person-1', other: 'acme/person-2'}]
UNWIND $rows AS row
MATCH (a:Account {id: row.one})
MATCH (b:Account {id: row.other})
MERGE (a)-[:APART_FROM]->(b)
RETURN count(*) AS saved;
