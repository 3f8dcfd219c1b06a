import { isRecord, parseJson } from "@releaser/core";
import { readIfThere } from "../release/read-if-there.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** What GitHub tells of an event, as far as it is read here. */
export interface Payload {
  readonly repository?: Named | null;
  readonly pull_request?: {
    readonly number?: unknown;
    readonly head?: { readonly repo?: Named | null } | null;
  } | null;
  readonly workflow_run?: { readonly head_repository?: Named | null } | null;
}

export interface Named {
  readonly full_name?: unknown;
}

/** What GitHub tells a workflow of its event; undefined where nothing is told, or nothing that can be read. */
export function readEvent(env: Environment): Payload | undefined {
  const path = env["GITHUB_EVENT_PATH"];
  const text = path === undefined ? undefined : readIfThere(path);
  const payload = text === undefined ? undefined : parseJson(text);
  return isRecord(payload) ? payload : undefined;
}

/** A repository as `owner/name`. */
export function nameOf(named: Named | null | undefined): string | undefined {
  return typeof named?.full_name === "string" ? named.full_name : undefined;
}
