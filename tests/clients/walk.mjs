// The same walk for every client: `network` asks the server, `cached` reads what the cache holds.
const HRX = { source: "hrx", externalId: "42" };
const OKRX = { source: "okrx", externalId: "42" };

// The first two pages of each filtered list, asked in turns, joined by the cache.
async function joined({ network, cached }, { GOALS }, filters) {
  const asked = filters.map((where) => ({ first: 2, where }));
  const ends = [];
  for (const page of asked) {
    ends.push((await network(GOALS, page)).goals.pageInfo.endCursor);
  }
  for (const [place, page] of asked.entries()) {
    await network(GOALS, { ...page, after: ends[place] });
  }
  const lists = [];
  for (const page of asked) {
    const { edges, pageInfo } = (await cached(GOALS, page)).goals;
    const goals = edges.map(({ node }) => [node.key.externalId, node.title]);
    lists.push({ goals, hasNextPage: pageInfo.hasNextPage });
  }
  return lists;
}

export async function walk(client, documents) {
  const shown = async () => {
    const { person } = await client.cached(documents.PERSON, { key: HRX });
    const { goal } = await client.cached(documents.GOAL, { key: OKRX });
    return [
      [person.displayName, person.key.source, person.key.externalId],
      [goal.title, goal.key.source, goal.key.externalId],
    ];
  };
  await client.network(documents.PERSON, { key: HRX });
  await client.network(documents.GOAL, { key: OKRX });
  const before = await shown();
  const lists = await joined(client, documents, [undefined, { kind: { eq: "KEY_RESULT" } }]);
  console.log(JSON.stringify({ before, lists, after: await shown() }));
}
