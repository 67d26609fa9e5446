// What relay-compiler reads; in an application babel-plugin-relay puts its artifacts in the place.
import { graphql } from "relay-runtime";

graphql`
  query queriesPersonQuery($key: NodeKeyInput!) {
    person(key: $key) { id displayName key { source externalId } }
  }
`;

graphql`
  query queriesGoalQuery($key: NodeKeyInput!) {
    goal(key: $key) { id title key { source externalId } }
  }
`;

graphql`
  query queriesGoalsQuery($first: Int!, $after: String, $where: GoalWhere) {
    goals(first: $first, after: $after, where: $where) @connection(key: "queries_goals") {
      edges { node { id title key { externalId } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`;
