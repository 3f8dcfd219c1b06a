import { reason, text } from "./schema-texts.ts";

type Schema = Readonly<Record<string, unknown>>;

/** `gates`: by id, false or settings. */
export const gatesSchema: Schema = {
  type: "object",
  additionalProperties: {
    anyOf: [
      { const: false },
      {
        type: "object",
        additionalProperties: false,
        properties: {
          run: {
            anyOf: [
              { type: "string", minLength: 1 },
              { type: "array", minItems: 1, items: { type: "string" } },
            ],
          },
          nx: text,
          script: text,
          cwd: { type: "string" },
          owner: { enum: ["Builder", "Integrator/Owner", "Owner", "Verifier/Observer"] },
          after: { type: "array", items: { type: "string" } },
          timeoutMinutes: { type: "number", exclusiveMinimum: 0, maximum: 10_080 },
          retries: { type: "integer", minimum: 0, maximum: 10 },
          output: { enum: ["full", "tail"] },
        },
      },
    ],
  },
};

/** `licences`: what published packages may bring along. */
export const licencesSchema: Schema = {
  type: "object",
  additionalProperties: false,
  properties: {
    allow: { type: "array", minItems: 1, uniqueItems: true, items: text },
    exceptions: {
      type: "object",
      additionalProperties: {
        type: "object",
        additionalProperties: false,
        required: ["reason"],
        properties: { licence: text, reason },
      },
    },
  },
};

/** `sizes`: how packed packages may grow. */
export const sizesSchema: Schema = {
  anyOf: [
    { const: false },
    {
      type: "object",
      additionalProperties: false,
      properties: {
        grow: { type: "string", pattern: "^\\d+(\\.\\d+)? ?%$", description: "a percentage, as 20%" },
        ignoreBelow: {
          type: "string",
          pattern: "^\\d+(\\.\\d+)? ?(B|kB|MB|KiB|MiB)$",
          description: "a number of bytes, as 50 kB",
        },
        allowed: {
          type: "array",
          items: {
            type: "object",
            additionalProperties: false,
            required: ["package", "version", "reason"],
            properties: { package: text, version: text, reason },
          },
        },
      },
    },
  ],
};
