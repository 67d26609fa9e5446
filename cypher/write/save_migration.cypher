// Notes that a migration has been applied.
:param number => 1
:param name => '0001_person_id'
:param checksum => '9f86d081884c7d65'
MERGE (m:Migration {number: $number})
ON CREATE SET m.name = $name, m.checksum = $checksum, m.applied_at = datetime()
RETURN m.number AS number;
