/**
 * Whether a pattern of a schema is found in a text; undefined where nobody should try: a pattern comes from whoever
 * writes the contract, and one with nested repetition takes for ever.
 */
export function matchName(pattern: string, text: string): boolean | undefined {
  if (pattern.length > 200 || text.length > 200 || !isPlain(pattern)) return undefined;
  try {
    return new RegExp(pattern, "u").test(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** No group is repeated, nothing looks back, and little is repeated without end. */
function isPlain(pattern: string): boolean {
  const endless = pattern.match(/[*+]|\{\d+,\}/gu)?.length ?? 0;
  return endless <= 3 && !/\)[*+?{]|\\[1-9k]/u.test(pattern);
}
