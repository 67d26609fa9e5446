// Prints what of the second schema breaks clients of the first; what was deprecated may go.
import { readFileSync } from "node:fs";
import { CriticalityLevel, DiffRule, diff } from "@graphql-inspector/core";
import { buildSchema } from "graphql";

const [before, after] = process.argv.slice(2, 4).map((path) => buildSchema(readFileSync(path, "utf8")));
const changes = await diff(before, after, [DiffRule.suppressRemovalOfDeprecatedField]);
const wasDeprecated = ({ type, path }) => {
  if (type !== "FIELD_ARGUMENT_REMOVED") return false; // of all else the rule above knows
  const [owner, field, name] = path.split(".");
  const argument = before.getType(owner).getFields()[field].args.find((one) => one.name === name);
  return argument.deprecationReason !== undefined;
};
const breaking = changes.filter(
  (change) => change.criticality.level === CriticalityLevel.Breaking && !wasDeprecated(change),
);
console.log(JSON.stringify(breaking.map((change) => change.message)));
