import { rules } from "@releaser/skew";

const level = { enum: ["error", "warning", "info", "off"] };

/** Rules with options take an object of them too, with a level beside. Of a rule that does not exist the rules themselves say so, with the nearest name. */
const rulesWithOptions = Object.fromEntries(
  rules.flatMap(({ id, options }) =>
    options === undefined
      ? []
      : [
          [
            `^${id}$`,
            { anyOf: [level, { type: "object", additionalProperties: false, properties: { level, ...options } }] },
          ],
        ],
  ),
);

/** JSON Schema (draft 07) of `Config`: every unknown key, wrong type and impossible value is reported at once. */
export const configSchema: Readonly<Record<string, unknown>> = {
  type: "object",
  additionalProperties: false,
  properties: {
    $schema: { type: "string" },
    branch: { type: "string", minLength: 1 },
    remote: { type: "string", pattern: "^[A-Za-z0-9][A-Za-z0-9._/-]*$" },
    train: {
      anyOf: [
        { const: false },
        {
          type: "object",
          additionalProperties: false,
          properties: {
            owner: { type: "string", minLength: 1 },
            from: { type: "string", pattern: "^\\d+\\.\\d+\\.\\d+" },
          },
        },
      ],
    },
    packageTags: { type: "boolean" },
    page: {
      type: "object",
      additionalProperties: false,
      required: ["kind", "path"],
      properties: { kind: { const: "directory" }, path: { type: "string", minLength: 1 } },
    },
    allowedSigners: { type: "string", minLength: 1 },
    gates: {
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
              cwd: { type: "string" },
              owner: { enum: ["Builder", "Integrator/Owner", "Owner", "Verifier/Observer"] },
              after: { type: "array", items: { type: "string" } },
              timeoutMinutes: { type: "number", exclusiveMinimum: 0 },
            },
          },
        ],
      },
    },
    skew: {
      type: "object",
      additionalProperties: false,
      properties: { rules: { type: "object", patternProperties: rulesWithOptions, additionalProperties: level } },
    },
    links: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["title", "url"],
        properties: { title: { type: "string", minLength: 1 }, url: { type: "string", pattern: "^https?://" } },
      },
    },
  },
};
