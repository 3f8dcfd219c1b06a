import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { reconcile, type Clock, type Outcome, type ReconcileEvent, type Resource } from "@releaser/core";
import { tempDir } from "@releaser/testkit";
import { type LabRegistry, openLabRegistry, type RegistryRules } from "@releaser/testkit/lab";
import { onTestFinished } from "vitest";
import { npmResource } from "../../src/npm/npm-resource.ts";
import { openNpmRegistry, type NpmRegistry, type NpmRegistryOptions } from "../../src/npm/npm-registry.ts";
import { packedFile, type PackedFile } from "../packed-file.ts";

/** A token that looks like one, so that a leak would show. */
export const token = `npm_${"s3cr3t".repeat(6)}`;

/** A registry of the laboratory with its rules, and a client that has the token. */
export interface NpmWorld {
  readonly lab: LabRegistry;
  readonly registry: NpmRegistry;
  /** The client with other options. */
  open(options?: Partial<NpmRegistryOptions>): NpmRegistry;
  packed(name: string, version?: string, text?: string): Promise<PackedFile>;
  run(...resources: readonly Resource[]): Promise<readonly Outcome[]>;
  publish(packed: PackedFile, options?: { readonly access?: "public" | "restricted" }): Promise<Outcome>;
  readonly events: ReconcileEvent[];
}

export async function npmWorld(rules: RegistryRules = {}): Promise<NpmWorld> {
  const lab = await openLabRegistry(undefined, rules);
  onTestFinished(() => lab.close());
  const userconfig = join(tempDir(), "npmrc");
  writeFileSync(userconfig, `registry=${lab.url}/\n//${new URL(lab.url).host}/:_authToken=${token}\n`);
  const open: NpmWorld["open"] = (options) => openNpmRegistry({ env: {}, userconfig, ...options });
  const events: ReconcileEvent[] = [];
  const registry = open();
  const run: NpmWorld["run"] = (...resources) =>
    reconcile(resources, {
      mode: "apply",
      clock: stillClock(),
      random: () => 0,
      report: (event) => void events.push(event),
    });
  return {
    lab,
    registry,
    open,
    events,
    run,
    packed: (name, version = "1.0.0", text = "bytes") => packedFile(tempDir(), { name, version, text }),
    publish: async (packed, { access = "public" } = {}) => {
      const [outcome] = await run(npmResource({ ...packed, registry, access, settle: 1000 }));
      if (!outcome) throw new Error("no outcome");
      return outcome;
    },
  };
}

/** A clock that passes only while it sleeps. */
function stillClock(): Clock {
  let now = 0;
  return { now: () => new Date(now), elapsed: () => now, sleep: (ms) => Promise.resolve(void (now += ms)) };
}
