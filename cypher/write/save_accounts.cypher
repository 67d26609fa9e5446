// Saves the accounts of people in a source. One row an account.
:param rows => [{id: 'acme/account-1', email: 'email', email_key: 'email_key'}]
UNWIND $rows AS row
MERGE (a:Account {id: row.id})
SET
  a.email = row.email,
  a.email_key = row.email_key
RETURN count(*) AS saved;
