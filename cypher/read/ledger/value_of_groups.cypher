// What the people who belong to these groups now, or to what is part of them, earned in the value ledger: a row a group and column.
// Whoever belongs twice counts once; months (yyyymm) count from `since` to before `until`; units are 1/1,441,440 of an event.
:param ids => ['acme/group-1']
:param since => 197001
:param until => 999912
WITH datetime.truncate('day', datetime({timezone: 'Z'})) + duration('P1D') AS end
UNWIND $ids AS id
MATCH (g:Group {id: id})<-[:PART_OF]-*(:Group)<-[r:MEMBER_OF|HOME_IN]-(p:Person)
WHERE
  NOT coalesce(p.bot, false) AND
  coalesce(r.since < end, true) AND coalesce(r.until >= end, true) AND
  coalesce(p.joined_at < end, true) AND coalesce(p.left_at >= end, true)
WITH DISTINCT g, p
MATCH (p)-[earned:EARNED]->(c:ValueColumn)
UNWIND range(0, size(earned.months) - 1) AS place
WITH g, p, c, earned.months[place] AS month, earned.units[place] AS units
WHERE month >= $since AND month < $until
RETURN
  g.id AS group,
  c.id AS column,
  count(DISTINCT p) AS people,
  sum(units) AS units
ORDER BY group, c.id;
