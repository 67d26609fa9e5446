// Accounts of an older version, whose rows still stand on their people.
:param limit => 1000
MATCH (a:Account)
WHERE a.id > '' AND a.by_name IS NULL AND EXISTS { (a)-[:OF]->(:Person) }
RETURN a.id AS id
ORDER BY id
LIMIT $limit;
