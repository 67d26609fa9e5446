// Sends a typed document; results and variables have the types that the preset has made.
import type { TypedDocumentString } from "./gql/graphql.js";

export async function ask<Result, Variables>(
  url: string,
  document: TypedDocumentString<Result, Variables>,
  ...[variables]: Variables extends Record<string, never> ? [] : [Variables]
): Promise<Result> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/graphql-response+json" },
    body: JSON.stringify({ query: document.toString(), variables }),
  });
  const answer = (await response.json()) as { data?: Result; errors?: { message: string }[] };
  if (answer.data === undefined || answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
}
