// Saves who saw numbers of whom: a row a person, day, viewer, role and purpose, with the fields that were seen.
:param rows => [{id: 'acme/person-1 2026-01-31 acme/person-9 analyst 0a1b2c3d', person: 'acme/person-1', day: '2026-01-31', by: 'acme/person-9', role: 'analyst', purpose: 'succession planning', fields: ['Person.centrality'], by_day: '2026-01-31 acme/person-1 2026-01-31 acme/person-9 analyst 0a1b2c3d', at: '2026-01-31T09:30:00Z'}]
UNWIND $rows AS row
MERGE (v:ProfileView {id: row.id})
ON CREATE SET v.fields = []
SET
  v.person = row.person,
  v.day = date(row.day),
  v.by = row.by,
  v.role = row.role,
  v.purpose = row.purpose,
  v.by_day = row.by_day,
  v.at = datetime(row.at),
  v.fields = v.fields + [field IN row.fields WHERE NOT field IN v.fields]
RETURN count(*) AS saved;
