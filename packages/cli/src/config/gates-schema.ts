const text = { type: "string", minLength: 1 };

const reason = { type: "string", pattern: "\\S", description: "words that tell why" };

/** JSON Schema of `GatesConfig`. */
export const gatesSchema: Readonly<Record<string, unknown>> = {
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
          timeoutMinutes: { type: "number", exclusiveMinimum: 0 },
          retries: { type: "integer", minimum: 0, maximum: 10 },
          output: { enum: ["full", "tail"] },
        },
      },
    ],
  },
};

/** JSON Schema of `LicencesConfig`. */
export const licencesSchema: Readonly<Record<string, unknown>> = {
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
