// Saves offers, each replacing the one of the same id. One row an offer.
:param rows => [{id: 'acme/offer-1', what: 'An hour on the index', what_key: 'an hour on the index', at: '2026-01-31T09:30:00Z', at_precision: null, until: '2026-02-03T16:00:00Z', until_precision: null, by_at: '2026-01-31T09:30:00.000000Z\u001facme/offer-1', content_hash: '8f14e45fceea167a'}]
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
UNWIND $rows AS row
MERGE (o:Offer {id: row.id})
SET
  o.what = row.what,
  o.what_key = row.what_key,
  o.at = datetime(row.at),
  o.at_precision = row.at_precision,
  o.until = datetime(row.until),
  o.until_precision = row.until_precision,
  o.by_at = row.by_at,
  o.by_updated = stamp + o.id,
  o.content_hash = row.content_hash
RETURN count(*) AS saved;
