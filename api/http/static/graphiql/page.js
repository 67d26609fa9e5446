// Starts GraphiQL on this address; a query in the address itself (?query=&variables=) comes first.
(() => {
  const root = document.getElementById("editor");
  const asked = new URLSearchParams(window.location.search);
  const live = new URL("/graphql/ws", window.location.href);
  live.protocol = live.protocol.replace("http", "ws");
  const fetcher = GraphiQL.createFetcher({
    url: window.location.pathname,
    subscriptionUrl: live.href,
  });
  ReactDOM.createRoot(root).render(
    React.createElement(GraphiQL, {
      fetcher,
      defaultQuery: root.dataset.firstQuery,
      query: asked.get("query") ?? undefined,
      variables: asked.get("variables") ?? undefined,
      operationName: asked.get("operationName") ?? undefined,
      defaultEditorToolsVisibility: "variables",
      shouldPersistHeaders: false,
    }),
  );
})();
