import { type Observation, safeText, isRecord } from "@releaser/core";
import { parseFailure } from "./foreign-failure.ts";

/** What a plug-in says of the world, by its shape, with safe words; undefined where it is no observation. */
export function parseObservation(value: unknown): Observation | undefined {
  if (!isRecord(value)) return undefined;
  const { is, seen, why, until, replaceable, failure } = value;
  switch (is) {
    case "absent":
      return { is };
    case "equal":
      return { is, seen };
    case "pending":
      return typeof why === "string" && until instanceof Date ? { is, why: safeText(why), until } : undefined;
    case "superseded":
      return typeof why === "string" ? { is, seen, why: safeText(why) } : undefined;
    case "different": {
      if (typeof why !== "string" || typeof replaceable !== "boolean") return undefined;
      const own = parseFailure(failure);
      return { is, seen, why: safeText(why), replaceable, ...(own && { failure: own }) };
    }
    default:
      return undefined;
  }
}
