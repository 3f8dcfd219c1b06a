import { defineAuditRule } from "../audit-rule.ts";
import type { AuditedStep } from "../workflow/audited-workflow.ts";
import { entryOf, textOf } from "../workflow/look.ts";
import { publishingJobs } from "../workflow/publishing.ts";
import type { Level } from "@releaser/core";
import type { Spot } from "../workflow/tree.ts";

const caches = new Set([
  "actions/cache",
  "actions/cache/restore",
  "bahmutov/npm-install",
  "buildjet/cache",
  "nrwl/nx-set-shas/cache",
  "swatinem/rust-cache",
  "tespkg/actions-cache",
]);
/** Set-ups that keep a cache where an input says so, with that input. */
const setUps: Readonly<Record<string, string>> = {
  "actions/setup-java": "cache",
  "actions/setup-node": "cache",
  "actions/setup-python": "cache",
  "oven-sh/setup-bun": "cache",
  "pnpm/action-setup": "cache",
  "ruby/setup-ruby": "bundler-cache",
};

export const releaseCache = defineAuditRule({
  id: "release-cache",
  title: "a workflow that publishes takes nothing out of a cache",
  level: "error",
  *check(workflow) {
    if (publishingJobs(workflow).length === 0) return;
    for (const { id, steps } of workflow.jobs) {
      for (const step of steps) {
        const found = cacheOf(step);
        if (found === undefined) continue;
        yield {
          ...found,
          message: `the job ${id} of a workflow that publishes ${found.level === "warning" ? "may take" : "takes"} files out of a cache, which any run on the branch may have filled`,
        };
      }
    }
  },
});

interface Cache {
  readonly at: Spot;
  readonly level: Level;
  readonly hint: string;
}

function cacheOf({ uses, inputs }: AuditedStep): Cache | undefined {
  if (uses === undefined) return undefined;
  if (caches.has(uses.action)) {
    return { at: uses, level: "error", hint: "leave the cache to workflows that only test" };
  }
  const input = setUps[uses.action];
  const set = input === undefined ? undefined : entryOf(inputs, input);
  const text = set?.value.kind === "scalar" ? set.value.text : "";
  if (set !== undefined && text !== "" && text !== "false") {
    return { at: set, level: "error", hint: `take \`${set.key}:\` away` };
  }
  const silent = uses.action === "actions/setup-node" && cachesByItself(uses);
  if (!silent || textOf(inputs, "package-manager-cache") === "false") return undefined;
  return {
    at: uses,
    level: "warning",
    hint: "write `package-manager-cache: false`: this version caches npm's files by itself where package.json names npm",
  };
}

/** From version 5 on; where nobody says which version it is, it may be. */
function cachesByItself({ ref, comment }: { readonly ref: string; readonly comment: string }): boolean {
  const [, major] = /^v?(\d+)(?:\.|$)/u.exec(/^[0-9a-f]{40}$/u.test(ref) ? comment : ref) ?? [];
  return major === undefined || Number(major) >= 5;
}
