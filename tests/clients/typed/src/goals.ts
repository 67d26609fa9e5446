// A page of goals with its pages, and a mutation; the address of the server is the argument.
import { ask } from "./ask.js";
import { graphql, useFragment, type FragmentType } from "./gql/index.js";

const GOAL = graphql(`
  fragment GoalLine on Goal { title kind dueOn key { externalId } }
`);

const GOALS = graphql(`
  query GoalPage($first: Int!, $after: String, $where: GoalWhere) {
    goals(first: $first, after: $after, where: $where) {
      nodes { id ...GoalLine }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const SAVE = graphql(`
  mutation SaveGoal($goal: GoalInput!) {
    saveGoal(input: { goal: $goal }) {
      status
      goal { id title }
      userErrors { message remedy }
    }
  }
`);

function line(goal: FragmentType<typeof GOAL>): string {
  const { key, title, kind } = useFragment(GOAL, goal);
  return `${key.externalId} ${title} ${kind ?? "-"}`;
}

async function lines(url: string): Promise<string[]> {
  const found: string[] = [];
  let after: string | null = null;
  do {
    const { goals }: { goals: Awaited<ReturnType<typeof page>>["goals"] } = await page(url, after);
    found.push(...goals.nodes.map(line));
    after = goals.pageInfo.hasNextPage ? goals.pageInfo.endCursor : null;
  } while (after !== null);
  return found;
}

function page(url: string, after: string | null) {
  return ask(url, GOALS, { first: 2, after, where: { kind: { eq: "KEY_RESULT" } } });
}

export async function refusedByTheTypes(url: string): Promise<void> {
  const { goals } = await page(url, null);
  // @ts-expect-error: a fragment's fields are seen only through it
  goals.nodes[0]?.title;
  // @ts-expect-error: there is no such kind
  await ask(url, GOALS, { first: 2, where: { kind: { eq: "KEY_RESULTS" } } });
  // @ts-expect-error: `first` is missing
  await ask(url, GOALS, {});
  // @ts-expect-error: a title is a text
  await ask(url, SAVE, { goal: { key: { source: "typed", externalId: "1" }, title: 1 } });
}

declare const process: { argv: string[] };

const url = process.argv[2];
if (url !== undefined) {
  const before = await lines(url);
  const { saveGoal } = await ask(url, SAVE, {
    goal: { key: { source: "typed", externalId: "47" }, title: "Foxtrot", kind: "KEY_RESULT" },
  });
  console.log(JSON.stringify({ before, status: saveGoal.status, after: await lines(url) }));
}
