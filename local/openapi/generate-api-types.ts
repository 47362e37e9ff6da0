import openapiTS, { astToString } from "openapi-typescript";
import { describeApi } from "./describe-api.ts";

/** A field with a default may be left out. Each schema is exported by its own name. */
const options = { defaultNonNullable: false, rootTypes: true, rootTypesNoSchemaPrefix: true };

/** The API's paths, bodies and answers as types, from its description. */
export async function generateApiTypes(): Promise<string> {
  const types = astToString(await openapiTS(await describeApi(), options));
  return `// Written by \`deno task generate\` from the description of the API.\n${types}`;
}
