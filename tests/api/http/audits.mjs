// Prints the audits of GraphQL over HTTP for the server at the given address, one JSON object a line.
import { createRequire } from "node:module";

const [address, modules] = process.argv.slice(2);
const { serverAudits } = createRequire(`${modules}/`)("graphql-http");

for (const audit of serverAudits({ url: address })) {
  const result = await audit.fn();
  const { id, name } = audit;
  console.log(JSON.stringify({ id, name, status: result.status, reason: result.reason }));
}
