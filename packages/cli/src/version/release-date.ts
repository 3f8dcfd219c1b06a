import type { Context } from "../context.ts";

/** The day of a release, `YYYY-MM-DD` in UTC: that of `SOURCE_DATE_EPOCH`, in seconds, where it is set, so that the same commit can be made again. */
export function releaseDate({ clock, env }: Pick<Context, "clock" | "env">): string {
  const epoch = env["SOURCE_DATE_EPOCH"];
  const date = epoch !== undefined && /^\d{1,12}$/u.test(epoch) ? new Date(Number(epoch) * 1000) : clock.now();
  return date.toISOString().slice(0, 10);
}
