type Schema = Readonly<Record<string, unknown>>;

/** Any text but the empty one. */
export const text: Schema = { type: "string", minLength: 1 };

/** Why an exception is made. */
export const reason: Schema = { type: "string", pattern: "\\S", description: "words that tell why" };
