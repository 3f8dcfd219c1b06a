import validRange from "semver/ranges/valid.js";

const known = new Map<string, boolean>();
const most = 10_000;

/** Whether a text is a semver range. A workspace asks for few ranges many times, so each is looked at once. */
export function isRange(text: string): boolean {
  const answer = known.get(text) ?? validRange(text) !== null;
  if (known.size < most) known.set(text, answer);
  return answer;
}
