// Says who makes offers. One row an offer.
:param rows => [{person: 'acme/person-1', offer: 'acme/offer-1', at: '2026-01-31T09:30:00Z', at_precision: null, account: 'acme/person-1'}]
UNWIND $rows AS row
MATCH (:Account {id: row.account})-[:OF]->(a:Person)
MATCH (b:Offer {id: row.offer})
MERGE (a)-[r:OFFERS]->(b)
SET
  r.at = datetime(row.at),
  r.at_precision = row.at_precision,
  r.account = row.account
RETURN count(*) AS linked;
