// Open goals by what their titles and descriptions mean: unit vectors of the model of sentences, whole text and title one after the other.
CREATE VECTOR INDEX goal_meaning IF NOT EXISTS
FOR (g:Goal) ON (g.meaning)
OPTIONS {indexConfig: {`vector.dimensions`: 1025, `vector.similarity_function`: 'cosine', `vector.quantization.enabled`: false}};
