import { existsSync } from "node:fs";
import { join } from "node:path";
import { ReleaserError } from "@releaser/core";
import { configFiles, diskFiles, loadConfigFile, readWorkspace } from "@releaser/workspace";
import { checkSkew } from "./check-skew.ts";
import { isFields } from "./parse-object.ts";
import { parseSkewConfig } from "./parse-skew-config.ts";
import { toRefusal } from "./refusal.ts";
import { type SkewConfig, toSkewSettings } from "./skew-config.ts";
import { rules } from "./rules.ts";
import type { SkewReport } from "./skew-report.ts";

export interface RefuseOptions {
  /** The root of the workspace, or a folder in it. */
  readonly cwd: string;
  /** Whether Changesets has written already: then what is brought up to date after it, lockfile and other files, is not judged. */
  readonly written?: boolean;
  /** `process.env` unless told; `RELEASER_SKEW=off` in it turns the check off. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * For modules of Changesets: rejects where the tree is skewed, with one error that lists every place and its mend. The rules of
 * the scope `tree` are run, as the configuration has them. A folder is judged once in a process, however often it is asked.
 */
export async function refuseSkew({ cwd, written = false, env = process.env }: RefuseOptions): Promise<void> {
  if (env["RELEASER_SKEW"] === "off") return;
  const judging = judged.get(cwd) ?? refuse(cwd, written);
  judged.set(cwd, judging);
  await judging;
}

const judged = new Map<string, Promise<void>>();

async function refuse(cwd: string, written: boolean): Promise<void> {
  const report = await judge(cwd, written).catch(unlessNoWorkspace);
  if (report?.ok === false) throw toRefusal(report, written);
}

/** Where there is none, there is nothing to judge. */
function unlessNoWorkspace(error: unknown): undefined {
  if (error instanceof ReleaserError && error.failure.code === "E_WORKSPACE_MISSING") return undefined;
  throw error;
}

async function judge(cwd: string, written: boolean): Promise<SkewReport> {
  const { root } = readWorkspace(cwd);
  const { train, skew, configFile } = await readSettings(root);
  const workspace = readWorkspace(root, train === undefined ? {} : { train });
  const { read, head } = diskFiles(root);
  const settings = toSkewSettings(skew, { configFile, today: new Date().toISOString().slice(0, 10), read });
  const later = rules.filter(({ id }) => id.startsWith("lock/") || id.startsWith("file/"));
  const off = Object.fromEntries(written ? later.map(({ id }) => [id, "off" as const]) : []);
  return checkSkew({
    workspace,
    plan: undefined,
    planner: undefined,
    scope: "tree",
    ...settings,
    levels: { ...settings.levels, ...off },
    now: () => Number(process.hrtime.bigint()) / 1e6,
    read,
    head,
  });
}

async function readSettings(root: string): Promise<Settings> {
  const configFile = configFiles.find((file) => existsSync(join(root, file)));
  return parseSettings(configFile === undefined ? {} : await loadConfigFile(join(root, configFile)), configFile);
}

type Train = NonNullable<Parameters<typeof readWorkspace>[1]>["train"];

interface Settings {
  readonly train: Train;
  readonly skew: SkewConfig;
  readonly configFile: string | undefined;
}

/** What of a configuration counts here. `releaser` itself says where it is wrong. */
function parseSettings(document: unknown, configFile: string | undefined): Settings {
  const { train, skew } = isFields(document) ? document : {};
  return { train: parseTrain(train), skew: parseSkewConfig(skew), configFile };
}

function parseTrain(train: unknown): Train {
  if (!isFields(train)) return train === false ? false : undefined;
  const { owner, from } = train;
  return { ...(typeof owner === "string" && { owner }), ...(typeof from === "string" && { from }) };
}
