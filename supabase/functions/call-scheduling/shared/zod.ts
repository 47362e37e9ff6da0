import { extendZodWithOpenApi } from "@asteasolutions/zod-to-openapi";
import { ZodType } from "zod";
import type * as zod from "zod";

// zod with `.openapi()`, by which a schema tells its description and example: `import * as z from "../shared/zod.ts"`.
// Of what it is handed the extension reads this class alone. The whole of zod would bring its messages in sixty languages with it.
extendZodWithOpenApi({ ZodType } as typeof zod);

export * from "zod";
