import type { AuditedJob, AuditedStep } from "./audited-workflow.ts";
import { type Command, commandsIn } from "./commands.ts";

/** How a step runs what the repository or its dependencies say; undefined where it does not. */
export function runsCode({ uses, run }: AuditedStep, { steps }: AuditedJob): string | undefined {
  if (uses !== undefined) return uses.text.startsWith("./") ? uses.text : undefined;
  const checkedOut = steps.some((step) => step.uses?.action === "actions/checkout");
  return commandsIn(run).find((command) => installs(command) || (checkedOut && runsFile(command)))?.text;
}

const managers = new Set(["bun", "npm", "pnpm", "yarn"]);
/** What a package manager does without a script, a dependency or a download. */
const harmless = new Set([
  ..."access audit cache config deprecate dist-tag info login logout pack ping pkg root".split(" "),
  ..."stage store token trust version view whoami".split(" "),
]);

function installs({ words, text }: Command): boolean {
  const [program = "", ...rest] = words;
  if (["bunx", "corepack", "npx", "pnpx"].includes(program)) return program !== "corepack" || rest[0] !== "enable";
  if (!managers.has(program)) return false;
  const [verb, second] = rest.filter((word) => !word.startsWith("-"));
  if (verb === undefined) return program === "yarn" && !/--version|-v\b/u.test(text);
  if (verb === "publish" || second === "publish") return !isPrebuilt(text);
  return !harmless.has(verb);
}

/** A tarball that is there already: its scripts are not run. */
function isPrebuilt(text: string): boolean {
  return /\.tgz\b|--ignore-scripts\b|--from-pack-dir\b|\$/u.test(text);
}

const shells = new Set(["bash", "deno", "node", "python", "python3", "sh", "tsx", "zsh"]);

function runsFile({ words }: Command): boolean {
  const [program = "", ...rest] = words;
  if (program.startsWith("./") || ["just", "make", "task"].includes(program)) return true;
  const file = rest.find((word) => !word.startsWith("-"));
  return (
    shells.has(program) &&
    file !== undefined &&
    !rest.includes("-e") &&
    !rest.includes("-c") &&
    /^[\w.][\w./-]*$/u.test(file)
  );
}
