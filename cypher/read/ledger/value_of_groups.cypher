// What the people who belong to these groups now, or to what is part of them, earned in the value ledger: a row a group and column.
// Whoever belongs twice counts once; months (yyyymm) count from `since` to before `until`; units are 1/1,441,440 of an event.
:param ids => ['acme/group-1']
:param since => 197001
:param until => 999912
UNWIND $ids AS id
MATCH (g:Group {id: id})<-[:PART_OF]-*(:Group)<-[h:MEMBER_OF|HOME_IN]-(p:Person)
WHERE (h.until IS NULL OR h.until > datetime()) AND NOT coalesce(p.bot, false)
WITH DISTINCT g, p
MATCH (p)-[r:EARNED]->(c:ValueColumn)
UNWIND range(0, size(r.months) - 1) AS place
WITH g, p, c, r.months[place] AS month, r.units[place] AS units
WHERE month >= $since AND month < $until
RETURN
  g.id AS group,
  c.id AS column,
  count(DISTINCT p) AS people,
  sum(units) AS units
ORDER BY group, c.id;
