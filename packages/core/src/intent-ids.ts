/** Whether a text is a decision's id, whole: `D-10000` is not `D-1000`, and a placeholder is none. */
export function isDecisionId(text: string): boolean {
  return /^D-\d{4}$/u.test(text);
}

/** Whether a text is a capsule's id, whole: a folder's name, `@` and eight hexadecimal digits. */
export function isCapsuleId(text: string): boolean {
  return /^[a-z0-9][\w-]{0,99}@[0-9a-f]{8}$/u.test(text);
}
