// Removes capabilities that nobody has, asks for or offers any more.
MATCH (c:Capability)
WHERE NOT EXISTS { (c)<-[:CAN|REQUIRES|PROVIDES]-() }
DELETE c
RETURN count(*) AS removed;
