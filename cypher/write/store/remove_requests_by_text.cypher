// Forgets the answers that are kept for requests sent again where they hold one of these texts.
:param texts => ['"acme/person-9"']
MATCH (r:Request)
WHERE any(text IN $texts WHERE r.answer CONTAINS text)
DELETE r
RETURN count(*) AS removed;
