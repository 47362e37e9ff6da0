CREATE TYPE "public"."consent_kind" AS ENUM (
  'express',
  'express_written',
  'imported_unproven'
);

CREATE TYPE "public"."suppression_scope" AS ENUM (
  'all',
  'marketing',
  'topic'
);

CREATE TYPE "public"."suppression_source" AS ENUM (
  'user',
  'import',
  'operator',
  'transcript',
  'extracted_data',
  'agent_tool',
  'silent_refusal'
);
