// Says what needs ask for; `name` is the text as written. One row a need and capability.
:param rows => [{need: 'acme/need-1', capability: 'python', name: 'Python', place: null}]
UNWIND $rows AS row
MATCH (a:Need {id: row.need})
MATCH (b:Capability {id: row.capability})
MERGE (a)-[r:REQUIRES]->(b)
SET
  r.name = row.name,
  r.place = row.place
RETURN count(*) AS linked;
