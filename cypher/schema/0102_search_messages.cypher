// Messages by the words of their texts, where these are kept, without accents.
CREATE FULLTEXT INDEX search_messages IF NOT EXISTS
FOR (n:Message) ON EACH [n.text]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding'}};
