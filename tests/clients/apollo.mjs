// Walks with Apollo Client; the address of the server is the argument.
import { ApolloClient, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { relayStylePagination } from "@apollo/client/utilities";
import * as documents from "./documents.mjs";
import { walk } from "./walk.mjs";

const uri = process.argv[2];

const cache = new InMemoryCache({
  typePolicies: {
    NodeKey: { merge: true },
    Query: { fields: { goals: relayStylePagination(["where", "orderBy", "changedSince"]) } },
  },
});
const client = new ApolloClient({ link: new HttpLink({ uri }), cache });

const asked = (fetchPolicy) => async (text, variables) => {
  const { data } = await client.query({ query: gql(text), variables, fetchPolicy });
  return data;
};

await walk({ network: asked("network-only"), cached: asked("cache-only") }, documents);
