// Makes src/gql from the schema and the documents in src; the codegen.ts of an application exports `config`.
import { generate } from "@graphql-codegen/cli";

const config = {
  schema: process.argv[2], // https://goalgraph.example/schema.graphql, or a copy of it
  documents: ["src/**/*.ts"],
  generates: {
    "src/gql/": {
      preset: "client",
      presetConfig: { persistedDocuments: { hashAlgorithm: "sha256" } },
      config: {
        documentMode: "string",
        emitLegacyCommonJSImports: false,
        strictScalars: true,
        useTypeImports: true,
        scalars: { Date: "string", DateTime: "string", Decimal: "string", JSON: "unknown" },
      },
    },
  },
};

await generate({ ...config, silent: true }, true);
