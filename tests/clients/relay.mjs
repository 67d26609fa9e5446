// Walks with Relay's store; the address of the server is the argument. relay-compiler has run before.
import {
  Environment,
  Network,
  RecordSource,
  Store,
  createOperationDescriptor,
  fetchQuery,
  getRequest,
} from "relay-runtime";
import PERSON from "./relay/__generated__/queriesPersonQuery.graphql.js";
import GOAL from "./relay/__generated__/queriesGoalQuery.graphql.js";
import GOALS from "./relay/__generated__/queriesGoalsQuery.graphql.js";
import { walk } from "./walk.mjs";

const url = process.argv[2];

async function fetchGraphQL({ text: query }, variables) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}
const environment = new Environment({
  network: Network.create(fetchGraphQL),
  store: new Store(new RecordSource()),
});

async function network(document, variables) {
  const operation = createOperationDescriptor(getRequest(document), variables);
  environment.retain(operation);
  await fetchQuery(environment, document, variables, { fetchPolicy: "network-only" }).toPromise();
  return environment.lookup(operation.fragment).data;
}

async function cached(document, variables) {
  const operation = createOperationDescriptor(getRequest(document), variables);
  return environment.lookup(operation.fragment).data;
}

await walk({ network, cached }, { PERSON, GOAL, GOALS });
