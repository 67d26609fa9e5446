// Saves links, hashtags and file hashes that messages carry. One row a ref.
:param rows => [{key: '#onboarding'}]
UNWIND $rows AS row
MERGE (r:Ref {key: row.key})
RETURN count(*) AS saved;
