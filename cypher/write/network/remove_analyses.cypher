// Takes analyses out of the store with all that they measured.
:param ids => ['goalgraph/20200101T000000000000-none']
UNWIND $ids AS id
MATCH (n:Analysis {id: id})
DETACH DELETE n
RETURN count(*) AS removed;
