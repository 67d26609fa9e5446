// Says which capabilities offers provide; `name` is the text as written. One row an offer and capability.
:param rows => [{offer: 'acme/offer-1', capability: 'python', name: 'Python', place: null}]
UNWIND $rows AS row
MATCH (a:Offer {id: row.offer})
MATCH (b:Capability {id: row.capability})
MERGE (a)-[r:PROVIDES]->(b)
SET
  r.name = row.name,
  r.place = row.place
RETURN count(*) AS linked;
