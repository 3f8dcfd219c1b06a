import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Plan,
  ReleaserError,
  renderTrailers,
  safeLine,
  safeText,
  splitStated,
  type Trailer,
} from "@releaser/core";
import manifest from "../../package.json" with { type: "json" };
import { readKnownDecisions } from "../ledger/ledger-files.ts";
import type { Producer } from "./plan-trailers.ts";
import { readAppliedPlan } from "./read-applied-plan.ts";
import {
  type BareReleasePlan,
  intentOf,
  type KnownDecisions,
  releasePlanTrailers,
  toBareReleasePlan,
} from "./release-plan.ts";
import { renderMessage, renderVersionMessage } from "./version-message.ts";

/** The second member of `commit` in `.changeset/config.json`; everything has a default. */
export interface CommitOptions extends Partial<Producer> {
  /** Asks CI to leave the commit alone: of `changeset add`, of `changeset version`, or of both. */
  readonly skipCI?: boolean | "add" | "version";
  /** False for no look for version skew, where `@releaser/skew` is installed. */
  readonly skew?: boolean;
  /** The workspace root; where the command runs by default. */
  readonly cwd?: string;
}

/** A `commit` module of Changesets 2 and 3. */
export interface CommitFunctions {
  readonly getAddMessage: (changeset: unknown, options?: unknown) => Promise<string>;
  readonly getVersionMessage: (releasePlan: unknown, options?: unknown) => Promise<string>;
}

/**
 * Names itself in `.changeset/config.json`: `"commit": ["@releaser/provenance", {}]`. The version commit carries the plan's
 * trailers where `release/plan.json` is the plan being applied, and otherwise those that the release plan alone gives. Neither
 * function throws, whatever it is given.
 */
export const commitFunctions: CommitFunctions = {
  getAddMessage: async (changeset, given) => {
    const options = toOptions(given);
    const summary = toBareReleasePlan({ changesets: [changeset] }).changesets[0]?.summary ?? "";
    return renderAddMessage(summary, { skip: skips(options, "add"), knows: readKnown(options.cwd) });
  },
  getVersionMessage: async (releasePlan, given) => {
    const options = toOptions(given);
    const bare = toBareReleasePlan(releasePlan);
    const plan = readAppliedPlan(options.cwd, bare);
    const note = skips(options, "version") ? skipMark : undefined;
    return plan === undefined
      ? renderBareMessage(bare, { ...options, note })
      : renderPlanned(plan, { ...options, note });
  },
};

const skipMark = "[skip ci]";

function renderAddMessage(
  summary: string,
  { skip, knows }: { readonly skip: boolean; readonly knows: KnownDecisions },
): string {
  const { text } = splitStated(summary);
  const [first = "", ...rest] = safeText(text).split("\n");
  const body = rest.join("\n").trim().split("\n");
  const trailers = renderTrailers(intentOf([{ id: "", summary }], knows));
  const paragraphs = [
    `docs(changeset): ${safeLine(first) || "intent without a summary"}`,
    // An indented line opens no trailer, to git or to us.
    body.map((line) => (line.trim() === "" ? "" : `  ${line}`)).join("\n"),
    skip ? skipMark : "",
    trailers.trimEnd(),
  ];
  return `${paragraphs.filter((paragraph) => paragraph !== "").join("\n\n")}\n`;
}

type Rendering = Producer & { readonly cwd: string; readonly note: string | undefined };

function renderPlanned(plan: Plan, options: Rendering): string {
  return renderVersionMessage(plan, { ...options, producedBy: options.producedBy || plan.producer });
}

function renderBareMessage(plan: BareReleasePlan, options: Rendering): string {
  const trainVersion = readText(join(options.cwd, "release", "version.txt"))?.trim();
  const moving = plan.releases.filter(({ type }) => type !== "none");
  const trailers: readonly Trailer[] = releasePlanTrailers(plan, {
    rulesHash: options.rulesHash,
    producedBy: options.producedBy || producer,
    knows: readKnown(options.cwd),
    trainVersion,
  });
  const train = trailers.find(({ key }) => key === "Release-Train")?.value;
  return renderMessage({
    subject: `chore(release): ${train ?? `${moving.length} ${moving.length === 1 ? "package" : "packages"}`}`,
    moves: moving.map(({ name, oldVersion, newVersion }) => ({ name, from: oldVersion, to: newVersion })),
    summaries: plan.changesets.map(({ summary }) => splitStated(summary).text),
    note: options.note,
    trailers,
  });
}

const producer = `releaser@${manifest.version}`;

function toOptions(given: unknown): Producer & Required<Pick<CommitOptions, "cwd" | "skipCI">> {
  const options = new Map(typeof given === "object" && given !== null ? Object.entries(given) : []);
  const text = (key: string): string | undefined => {
    const value: unknown = options.get(key);
    return typeof value === "string" && value.trim() !== "" ? value : undefined;
  };
  const skip: unknown = options.get("skipCI");
  return {
    rulesHash: text("rulesHash") ?? `RELEASER@${manifest.version}`,
    producedBy: text("producedBy") ?? "",
    cwd: text("cwd") ?? process.cwd(),
    skipCI: skip === true || skip === "add" || skip === "version" ? skip : false,
  };
}

function skips({ skipCI }: Pick<CommitOptions, "skipCI">, verb: "add" | "version"): boolean {
  return skipCI === true || skipCI === verb;
}

/** None where a ledger cannot be read: the commit is made all the same, without the decisions. */
function readKnown(cwd: string): KnownDecisions {
  try {
    return readKnownDecisions(cwd);
  } catch (error) {
    if (error instanceof ReleaserError && error.failure.code === "E_LEDGER_UNREADABLE") return [];
    throw error;
  }
}

/** Undefined for whatever cannot be read. */
function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
