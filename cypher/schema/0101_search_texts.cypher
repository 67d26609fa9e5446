// Goals, people and groups by the words of their descriptions and job titles, without accents.
CREATE FULLTEXT INDEX search_texts IF NOT EXISTS
FOR (n:Goal|Person|Group) ON EACH [n.description, n.title]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding'}};
