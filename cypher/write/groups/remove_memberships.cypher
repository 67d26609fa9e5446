// Takes memberships back as if they had never been stated. One row in all.
:param ids => ['acme/key-9']
UNWIND $ids AS key
MATCH ()-[r:MEMBER_OF {key: key}]->()
DELETE r
RETURN count(*) AS removed;
