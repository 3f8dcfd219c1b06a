/** A name in a workflow, in which no expression and no comment can begin. */
const name = { type: "string", pattern: "^\\w[\\w .-]*$", description: "a name of letters, digits, spaces, . - and _" };

/** JSON Schema of `PipelineConfig`. */
export const pipelineSchema: Readonly<Record<string, unknown>> = {
  type: "object",
  additionalProperties: false,
  properties: {
    environments: {
      type: "object",
      additionalProperties: false,
      properties: { signing: name, publishing: name },
    },
    node: { type: "integer", minimum: 22 },
    runner: name,
  },
};
