// What Apollo Client and urql ask; relay/queries.js asks the same.
export const PERSON = `
  query Person($key: NodeKeyInput!) {
    person(key: $key) { id displayName key { source externalId } }
  }
`;

export const GOAL = `
  query Goal($key: NodeKeyInput!) {
    goal(key: $key) { id title key { source externalId } }
  }
`;

export const GOALS = `
  query Goals($first: Int!, $after: String, $where: GoalWhere) {
    goals(first: $first, after: $after, where: $where) {
      edges { node { id title key { externalId } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`;
