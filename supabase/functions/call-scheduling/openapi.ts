import type { App } from "./context.ts";
import { errorResponses, errorSchema } from "./shared/errors.ts";
import { tagDescriptions } from "./shared/tags.ts";

/** The OpenAPI 3.1 description, made from the schemas that the routes are checked with. Open to everyone. */
export function serveDescription(app: App): void {
  app.registry.registerComponent("securitySchemes", "bearerAuth", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "The access token of a signed-in user.",
  });
  app.registry.register("Error", errorSchema);
  for (const { name, response } of errorResponses) {
    app.registry.registerComponent("responses", name, response);
  }
  app.serveDescription("/openapi.json", {
    openapi: "3.1.0",
    info: {
      title: "Call scheduling",
      version: "1.0.0",
      description: "Books calls that an AI voice agent makes, and tells what became of them. " +
        "Every answer carries x-request-id; every error has the one shape Error.",
      contact: { name: "Whoever runs this deployment" },
    },
    servers: [{ url: "/functions/v1" }],
    tags: tagDescriptions,
  });
}
