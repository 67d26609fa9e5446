// Follows all changes with graphql-ws, from several clients at once and over any of several processes.
// Arguments: how many clients, a cursor, the addresses. It prints a line for each state and ends when all have seen a goal
// that is called END.
import { createClient } from "graphql-ws";
import WebSocket from "ws";

const [number, since, ...urls] = process.argv.slice(2);
const query = `subscription Titles($since: String) {
  changes(kinds: [GOAL_CREATED], since: $since) { cursor change { to } }
}`;
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
let connections = 0;

const follow = (place) =>
  new Promise((done, failed) => {
    const titles = [];
    let turn = place;
    const client = createClient({
      url: () => urls[turn++ % urls.length],
      webSocketImpl: WebSocket,
      retryAttempts: 1000,
      retryWait: () => sleep(100),
      shouldRetry: () => true,
      on: { connected: () => (connections += 1) },
    });
    const seen = ({ change }) => {
      titles.push(change.to);
      if (titles.length === 1 && place === 0) console.log("begun");
      if (change.to === "END") {
        done(titles);
        client.dispose();
      }
    };
    const variables = { since };
    client.subscribe(
      { query, variables },
      {
        next: ({ data }) => {
          variables.since = data.changes.cursor;
          seen(data.changes);
        },
        error: failed,
        complete: () => {},
      },
    );
  });

const all = await Promise.all([...Array(Number(number)).keys()].map(follow));
console.log(JSON.stringify({ connections, all }));
process.exit(0);
