// The check-ins of goals on days: what a row with an id may mean that the store has without one. One row a check-in.
:param rows => [{goal: 'acme/goal-1', day: '2026-01-31'}]
UNWIND $rows AS row
MATCH (g:Goal {id: row.goal})<-[:OF]-(c:CheckIn)
WHERE date(c.at) = date(row.day)
RETURN
  c.id AS id,
  row.goal AS goal,
  CASE c.at_precision WHEN 'day' THEN toString(date(c.at)) ELSE toString(c.at) END AS at,
  c.source AS source,
  head([(c)<-[r:CHECKED_IN]-(q:Person) | coalesce(r.account, q.id)]) AS by
ORDER BY id;
