// Puts groups below their parents. One row a group.
:param rows => [{group: 'acme/group-1', parent: 'acme/group-2'}]
UNWIND $rows AS row
MATCH (a:Group {id: row.group})
MATCH (b:Group {id: row.parent})
MERGE (a)-[:PART_OF]->(b)
RETURN count(*) AS linked;
