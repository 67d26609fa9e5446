// Walks with urql and its normalising cache, Graphcache; the address of the server is the argument.
import { Client, fetchExchange } from "@urql/core";
import { cacheExchange } from "@urql/exchange-graphcache";
import { relayPagination } from "@urql/exchange-graphcache/extras";
import * as documents from "./documents.mjs";
import { walk } from "./walk.mjs";

const url = process.argv[2];

const cache = cacheExchange({
  keys: { NodeKey: () => null },
  resolvers: { Query: { goals: relayPagination() } },
});
const client = new Client({ url, exchanges: [cache, fetchExchange], preferGetMethod: false });

const asked = (requestPolicy) => async (text, variables) => {
  const { data, error } = await client.query(text, variables, { requestPolicy }).toPromise();
  if (error) throw error;
  return data;
};

await walk({ network: asked("network-only"), cached: asked("cache-only") }, documents);
