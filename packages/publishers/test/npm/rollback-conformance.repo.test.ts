import { join } from "node:path";
import type { Resource } from "@releaser/core";
import { tempDir } from "@releaser/testkit";
import {
  conformance,
  type ConformanceWorld,
  type FaultPlan,
  openFaultProxy,
  problemsOf,
} from "@releaser/testkit/conformance";
import { openLabRegistry, publishTo, writeNpmrc } from "@releaser/testkit/lab";
import { expect, test } from "vitest";
import {
  deprecationResource,
  distTagBackResource,
  insistOn,
  type NpmRegistry,
  openNpmRegistry,
} from "../../src/index.ts";

const name = "@s/a";
const version = "1.1.0";

test.each<[string, (registry: NpmRegistry) => Resource]>([
  [
    "a dist-tag that goes back",
    (registry) => distTagBackResource(registry, { name, tag: "latest", version, before: "1.0.0" }, 1000),
  ],
  [
    "a dist-tag that was not there",
    (registry) => distTagBackResource(registry, { name, tag: "fresh", version, before: undefined }, 1000),
  ],
  [
    "a deprecation",
    (registry) => deprecationResource({ registry, name, version, message: "rolled back: x", settle: 1000 }),
  ],
])("%s passes the kit, over HTTP", async (_, resource) => {
  const report = await conformance({ open: async (plan) => await openWorld(plan, resource) });
  expect(problemsOf(report)).toEqual([]);
  // It is cut off, and disturbed, before and after a look, a change and another look at least.
  expect(report.checks.slice(3, 5).map(({ tried }) => tried >= 6)).toEqual([true, true]);
});

/** A registry that holds 1.0.0 and 1.1.0, which both `latest` and `fresh` lead to. */
async function openWorld(
  plan: () => FaultPlan,
  resource: (registry: NpmRegistry) => Resource,
): Promise<ConformanceWorld> {
  const lab = await openLabRegistry();
  publish(lab, "1.0.0");
  publish(lab, version);
  const state = lab.snapshot();
  const stored = state.packages[name];
  if (!stored) throw new Error("nothing was published");
  const fresh = { ...stored, distTags: { ...stored.distTags, fresh: version } };
  lab.restore({ ...state, packages: { ...state.packages, [name]: fresh } });
  const proxy = await openFaultProxy({ service: "npm", upstream: lab.url, plan, patience: 20 });
  const userconfig = writeNpmrc(join(tempDir(), "npmrc"), proxy.url);
  return {
    resource: () => resource(insistOn(openNpmRegistry({ env: {}, userconfig, fetchTimeout: 2000 }), new Set([name]))),
    snapshot: () => Object.values(lab.snapshot().packages).map(({ time: _, ...kept }) => kept),
    close: async () => void (await Promise.all([lab.close(), proxy.close()])),
  };
}

function publish(lab: Awaited<ReturnType<typeof openLabRegistry>>, one: string): void {
  const published = publishTo(
    lab.snapshot(),
    {
      name,
      versions: { [one]: { name, version: one } },
      "dist-tags": { latest: one },
      _attachments: { [`@s/a-${one}.tgz`]: { data: Buffer.from(one).toString("base64") } },
    },
    new Date(0).toISOString(),
  );
  if (!("state" in published)) throw new Error(JSON.stringify(published));
  lab.restore(published.state);
}
