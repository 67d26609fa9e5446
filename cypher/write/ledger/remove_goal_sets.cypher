// Removes sets of goals that no cell of the value ledger points at any more.
:param ids => ['3b1f0c9d2e4a5f60']
UNWIND $ids AS id
MATCH (s:GoalSet {id: id})
DETACH DELETE s
RETURN count(*) AS removed;
