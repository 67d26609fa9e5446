// Notes that what is said of the progress of these goals has changed: `changed` is the version of progress that this makes. A goal without a version waits until it has one.
:param ids => ['acme/goal-1']
UNWIND $ids AS id
MATCH (g:Goal {id: id})
WHERE g.changed IS NOT NULL
OPTIONAL MATCH (l:Lock {name: 'changed progress'})
SET g.changed = coalesce(l.version, 0)
RETURN count(*) AS saved;
