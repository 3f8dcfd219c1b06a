import type { AuditedJob, AuditedStep, AuditedWorkflow } from "./audited-workflow.ts";
import { type Command, commandsIn } from "./commands.ts";
import { textOf } from "./look.ts";

/** Actions that bring a release to others, whatever their inputs say. */
const always = new Set([
  "akhilerm/tag-push-action",
  "cycjimmy/semantic-release-action",
  "google-github-actions/release-please-action",
  "googleapis/release-please-action",
  "js-devtools/npm-publish",
  "ncipollo/release-action",
  "pypa/gh-action-pypi-publish",
  "softprops/action-gh-release",
]);

const releaseScript = /^(?:ci[:-])?(?:publish|release)(?:[:-](?:canary|ci|latest|next|npm|packages|publish|stable))?$/u;

/** Whether a step makes something public: a version on a registry, a page of a release, an image. */
export function isPublishing({ uses, run, inputs }: AuditedStep): boolean {
  if (uses !== undefined) return always.has(uses.action) || publishesByInput(uses.action, inputs);
  return commandsIn(run).some((command) => publishesByCommand(command));
}

/** Whether a step of a job does. */
export function publishes({ steps }: AuditedJob): boolean {
  return steps.some((step) => isPublishing(step));
}

/** The jobs of a workflow that do. */
export function publishingJobs({ jobs }: AuditedWorkflow): readonly AuditedJob[] {
  return jobs.filter((job) => publishes(job));
}

function publishesByInput(action: string, inputs: AuditedStep["inputs"]): boolean {
  const input = (name: string): string => textOf(inputs, name) ?? "";
  switch (action) {
    case "changesets/action":
      return input("publish") !== "" || input("publish-script") !== "";
    case "changesets/action/publish":
      return true;
    case "docker/build-push-action":
      return input("push") !== "" && input("push") !== "false";
    case "goreleaser/goreleaser-action":
      return /\brelease\b/u.test(input("args")) && !/--(?:snapshot|skip[= ]\S*publish)/u.test(input("args"));
    default:
      return false;
  }
}

function publishesByCommand({ words, text }: Command): boolean {
  if (/--dry-run\b(?!=false)|\s--help\b/u.test(text)) return false;
  const [program = "", ...rest] = withoutRunner(words);
  const [first = "", second = ""] = rest.filter((word) => !word.startsWith("-"));
  switch (program) {
    case "npm":
    case "pnpm":
    case "yarn":
    case "bun":
      return publishesByManager([first, second], program);
    case "changeset":
    case "lerna":
    case "vsce":
    case "ovsx":
    case "cargo":
      return first === "publish";
    case "nx":
      return first === "release";
    case "semantic-release":
      return true;
    case "releaser":
      return isOutward(first, text);
    case "gh":
      return first === "release" && ["create", "edit", "upload"].includes(second);
    case "docker":
      return first === "push" || (/\bbuild\b/u.test(text) && /\s--push\b/u.test(text));
    case "twine":
      return first === "upload";
    default:
      return false;
  }
}

function publishesByManager([first, second]: readonly [string, string], program: string): boolean {
  if (first === "publish" || (first === "npm" && second === "publish") || first === "stage") return true;
  const script = first === "run" ? second : program === "npm" ? "" : first;
  return releaseScript.test(script);
}

function isOutward(verb: string, text: string): boolean {
  if (verb === "announce" || verb === "release") return true;
  return verb === "publish" && !/--to[= ]packed\b/u.test(text);
}

/** `pnpm exec changeset publish` is `changeset publish`, and `node …/releaser.mjs publish` is `releaser publish`. */
function withoutRunner(words: readonly string[]): readonly string[] {
  const [program = "", second = ""] = words;
  if (program === "node" && second.endsWith("/releaser.mjs")) return ["releaser", ...words.slice(2)];
  if (program === "npx" || program === "bunx") return withoutFlags(words.slice(1));
  const runs = ["pnpm", "yarn", "npm"].includes(program) && ["exec", "dlx", "run"].includes(second);
  if (runs && second !== "run") return withoutFlags(words.slice(2));
  const known = ["changeset", "lerna", "nx", "releaser", "semantic-release"];
  return ["pnpm", "yarn"].includes(program) && known.includes(second) ? words.slice(1) : words;
}

function withoutFlags(words: readonly string[]): readonly string[] {
  const from = words.findIndex((word) => !word.startsWith("-"));
  const rest = from === -1 ? [] : words.slice(from);
  return rest.map((word, index) =>
    index === 0 ? (word.split("/").at(-1) ?? word).replace(/@[\w.^~-]+$/u, "").replace(/^cli$/u, "releaser") : word,
  );
}
