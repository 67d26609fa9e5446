// Saves the accounts of people in a source. One row an account.
:param rows => [{id: 'acme/person-1', email: 'ada@example.org', email_key: 'ada@example.org'}]
UNWIND $rows AS row
MERGE (a:Account {id: row.id})
SET
  a.email = row.email,
  a.email_key = row.email_key
RETURN count(*) AS saved;
