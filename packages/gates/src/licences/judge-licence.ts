import { isRecord } from "@releaser/core";
import spdxSatisfies from "spdx-satisfies";
import type { LicencePolicy } from "./licence-policy.ts";

/**
 * The licence that a manifest states: an SPDX expression mostly, else whatever stands there. Old manifests have an object, or
 * several of which one may be chosen. Undefined where it states none.
 */
export function licenceOf(manifest: Readonly<Record<string, unknown>>): string | undefined {
  const { license, licenses } = manifest;
  const several = Array.isArray(licenses) ? licenses.flatMap((one) => toText(one) ?? []) : [];
  const all = several.length > 1 ? `(${several.join(" OR ")})` : several[0];
  return toText(license) ?? all;
}

function toText(value: unknown): string | undefined {
  const text = isRecord(value) ? value["type"] : value;
  return typeof text === "string" && text.trim() !== "" ? text.trim() : undefined;
}

/** What is wrong with a package's licence, as what follows its name; undefined where it is allowed, or excepted with a reason. */
export function judgeLicence(
  { name, licence }: { readonly name: string; readonly licence: string | undefined },
  { allow, exceptions }: LicencePolicy,
): string | undefined {
  const exception = Object.hasOwn(exceptions, name) ? exceptions[name] : undefined;
  if (exception !== undefined) {
    if (exception.licence === undefined || exception.licence === licence) return undefined;
    return `states ${licence ?? "no licence"}, and its exception is for ${exception.licence}`;
  }
  if (licence === undefined) return "states no licence";
  const allowed = isAllowed(licence, allow);
  if (allowed === undefined) return `states ${JSON.stringify(licence)}, which is no SPDX expression`;
  return allowed ? undefined : `is under ${licence}`;
}

/** Undefined where it is no SPDX expression. */
function isAllowed(licence: string, allow: readonly string[]): boolean | undefined {
  try {
    return spdxSatisfies(licence, allow);
  } catch {
    return undefined;
  }
}

/** What of an allow-list is no licence that SPDX knows. */
export function unknownLicences(allow: readonly string[]): readonly string[] {
  return allow.filter((one) => isAllowed(one, [one]) === undefined);
}
