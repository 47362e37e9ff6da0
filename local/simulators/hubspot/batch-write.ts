import { z } from "zod";
import type { ApiVersion, ObjectType } from "./api-version.ts";
import { finderBy, maxInputs, missingError } from "./batch-read.ts";
import type { CrmRecord } from "./crm-record.ts";
import { HubspotError, invalid } from "./hubspot-error.ts";
import type { HubspotPortal } from "./portal.ts";
import { showRecord } from "./show-record.ts";
import {
  changesSchema,
  type Commit,
  creationSchema,
  prepareCreation,
  prepareUpdate,
} from "./write-records.ts";

const traced = { objectWriteTraceId: z.string().optional() };

export const batchCreateSchema = z.object({ inputs: z.array(creationSchema.extend(traced)) });
export const batchUpdateSchema = z.object({
  inputs: z.array(z.object({
    id: z.string(),
    idProperty: z.string().optional(),
    properties: changesSchema,
    ...traced,
  })),
});

type UpdateInput = z.output<typeof batchUpdateSchema>["inputs"][number];
type Show = (record: CrmRecord) => Record<string, unknown>;

/** What a batch did, and for which inputs it could not. */
export interface BatchOutcome {
  results: Record<string, unknown>[];
  errors: Record<string, unknown>[];
}

export function batchCreate(
  portal: HubspotPortal,
  type: ObjectType,
  { inputs }: z.output<typeof batchCreateSchema>,
  version: ApiVersion,
): BatchOutcome {
  return commitAll(inputs, (input) => ({
    commit: prepareCreation(portal, type, input, version),
    show: (record) => showRecord(portal.properties, type, record, Object.keys(input.properties)),
  }));
}

export function batchUpdate(
  portal: HubspotPortal,
  type: ObjectType,
  { inputs }: z.output<typeof batchUpdateSchema>,
  version: ApiVersion,
): BatchOutcome {
  refuseRepeated(inputs);
  return commitAll(inputs, ({ id, idProperty, properties }) => {
    const record = finderBy(portal, type, idProperty)(id);
    if (record === undefined) {
      const { message, context } = missingError(type, [id]);
      throw new HubspotError(404, "OBJECT_NOT_FOUND", message, { context });
    }
    return {
      commit: prepareUpdate(portal, type, record, properties, version),
      show: (changed) => showRecord(portal.properties, type, changed, Object.keys(properties)),
    };
  });
}

/** Changes the record whose unique property has this value, or creates it with that value; `new` tells which. */
export function batchUpsert(
  portal: HubspotPortal,
  type: ObjectType,
  { inputs }: z.output<typeof batchUpdateSchema>,
  version: ApiVersion,
): BatchOutcome {
  refuseRepeated(inputs);
  return commitAll(inputs, ({ id, idProperty, properties }) => {
    if (idProperty === undefined) throw invalid("An upsert needs an idProperty with unique values");
    const before = finderBy(portal, type, idProperty)(id);
    const values = { ...properties, ...(idProperty === "hs_object_id" ? {} : { [idProperty]: id }) };
    if (before === undefined && idProperty === "hs_object_id") {
      throw invalid(`There is no record ${id} to update`);
    }
    const commit = before === undefined
      ? prepareCreation(portal, type, { properties: values, associations: [] }, version)
      : prepareUpdate(portal, type, before, values, version);
    const show: Show = (record) => ({
      ...showRecord(portal.properties, type, record, Object.keys(values)),
      new: before === undefined,
    });
    return { commit, show };
  });
}

/**
 * Checks every input before the first write. One bad input fails the batch, unless every input carries a trace id: then
 * the good ones are written and the bad ones named by theirs.
 */
function commitAll<Input extends { objectWriteTraceId?: string | undefined }>(
  inputs: Input[],
  prepare: (input: Input) => { commit: Commit; show: Show },
): BatchOutcome {
  if (inputs.length > maxInputs) throw invalid(`${inputs.length} inputs; at most ${maxInputs} are allowed`);
  const areTraced = inputs.every(({ objectWriteTraceId }) => objectWriteTraceId !== undefined);
  const errors: Record<string, unknown>[] = [];
  const prepared: { commit: Commit; show: Show; trace: Record<string, unknown> }[] = [];
  for (const input of inputs) {
    const { objectWriteTraceId } = input;
    try {
      prepared.push({ ...prepare(input), trace: areTraced ? { objectWriteTraceId } : {} });
    } catch (error) {
      if (!(error instanceof HubspotError) || !areTraced) throw error;
      const { context = {} } = z.looseObject({ context: z.looseObject({}).optional() }).parse(error.extra);
      errors.push({ ...error.toBody(), context: { ...context, objectWriteTraceId: [objectWriteTraceId] } });
    }
  }
  return { results: prepared.map(({ commit, show, trace }) => ({ ...show(commit()), ...trace })), errors };
}

function refuseRepeated(inputs: UpdateInput[]): void {
  const ids = new Set(inputs.map(({ id, idProperty }) => `${idProperty ?? ""} ${id}`));
  if (ids.size < inputs.length) throw invalid("Duplicate IDs found in batch input");
}
