// Notes that these migrations have been applied.
:param rows => [{number: 1, name: '0001_person_id', checksum: '9f86d081884c7d65'}]
UNWIND $rows AS row
MERGE (m:Migration {number: row.number})
ON CREATE SET m.name = row.name, m.checksum = row.checksum, m.applied_at = datetime();
