// Reads the schema by the two presets of graphql-eslint; prints what they find.
import { readFileSync } from "node:fs";
import graphqlPlugin from "@graphql-eslint/eslint-plugin";
import { ESLint } from "eslint";
import { buildSchema, isObjectType } from "graphql";

const FILE = "schema.graphql";
const text = readFileSync(FILE, "utf8");
const isNode = (type) => type.getInterfaces().some((one) => one.name === "Node");
const types = Object.values(buildSchema(text).getTypeMap())
  .filter((type) => isObjectType(type) && !isNode(type))
  .map((type) => type.name);
const rules = {
  ...graphqlPlugin.configs["flat/schema-recommended"].rules,
  ...graphqlPlugin.configs["flat/schema-relay"].rules,
  // What has an identity is a Node, with one `id`; values have none.
  "@graphql-eslint/strict-id-in-types": ["error", { exceptions: { types } }],
  // Short lists are lists, and connections have `nodes` beside `edges`.
  "@graphql-eslint/relay-edge-types": [
    "error",
    { withEdgeSuffix: true, shouldImplementNode: true, listTypeCanWrapOnlyEdgeType: false },
  ],
};
const eslint = new ESLint({
  overrideConfigFile: true,
  overrideConfig: [
    {
      files: ["**/*.graphql"],
      languageOptions: {
        parser: graphqlPlugin.parser,
        parserOptions: { graphQLConfig: { schema: FILE } },
      },
      plugins: { "@graphql-eslint": graphqlPlugin },
      rules,
    },
  ],
});
const lines = text.split("\n");
const [{ messages }] = await eslint.lintFiles([FILE]);
console.log(JSON.stringify(messages.map(({ ruleId, line }) => [ruleId, lines[line - 1].trim()])));
