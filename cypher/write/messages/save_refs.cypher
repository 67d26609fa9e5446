// Saves links, hashtags and file hashes that messages carry. One row a ref.
:param rows => [{key: '#onboarding'}]
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
UNWIND $rows AS row
MERGE (r:Ref {key: row.key})
ON CREATE SET r.by_updated = stamp + r.key
RETURN count(*) AS saved;
