// Marks experiments as whole: all that their rows say is in the store. One row a experiment.
:param rows => [{id: 'acme/experiment-1', content_hash: '8f14e45fceea167a'}]
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
UNWIND $rows AS row
MATCH (e:Experiment {id: row.id})
SET e.content_hash = row.content_hash, e.by_updated = stamp + e.id
RETURN count(*) AS saved;
