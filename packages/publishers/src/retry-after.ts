/**
 * Milliseconds that an answer's `Retry-After` asks for, from seconds or from a date; undefined where it has none that can be
 * read. A date is compared with the answer's own `Date`, because the clock here may be another one.
 */
export function retryAfterOf(headers: Readonly<Record<string, unknown>>): number | undefined {
  const asked = first(headers["retry-after"])?.trim();
  if (asked === undefined) return undefined;
  if (/^\d{1,9}$/u.test(asked)) return Number(asked) * 1000;
  const ms = Date.parse(asked) - Date.parse(first(headers["date"]) ?? "");
  return Number.isNaN(ms) ? undefined : Math.max(ms, 0);
}

/** A header as Node gives it, or as a list, which is how npm-registry-fetch keeps it. */
function first(value: unknown): string | undefined {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return typeof one === "string" ? one : undefined;
}
