import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Action, ActionCall } from "./action.ts";

/** What stands in for the actions that workflows have in common: a real checkout, artifacts that are files, set-ups of what is there. */
export const commonActions: Readonly<Record<string, Action>> = {
  "actions/checkout": checkout,
  "actions/download-artifact": downloadArtifact,
  "actions/setup-node": allowing(["node-version", "cache", "package-manager-cache"]),
  "actions/upload-artifact": uploadArtifact,
  "pnpm/action-setup": allowing(["version"]),
};

/** An action that finds on the machine what it would set up, and takes no other inputs than these. */
export function allowing(known: readonly string[]): Action {
  return ({ inputs }) => refuseOthers(inputs, known);
}

/** The commit of the event, with as much history as is asked for; no token stays behind. */
async function checkout({ inputs, event, origin, exec }: ActionCall): Promise<void> {
  refuseOthers(inputs, ["fetch-depth", "persist-credentials"]);
  if (inputs["persist-credentials"] !== "false") throw new Error("the checkout would leave its token behind");
  const whole = inputs["fetch-depth"] === "0";
  await exec(["git", "init", "--quiet", "."]);
  await exec(["git", "remote", "add", "origin", origin]);
  const wanted = [`+${event.sha}:refs/remotes/origin/checked-out`];
  const all = ["+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*"];
  await exec(["git", "fetch", "--quiet", "--no-tags", ...(whole ? [] : ["--depth=1"]), "origin", ...wanted]);
  if (whole) await exec(["git", "fetch", "--quiet", "--prune", "--no-tags", "origin", ...all]);
  const [, branch] = /^refs\/heads\/(.+)$/u.exec(event.ref) ?? [];
  const detached = branch === undefined ? ["--detach"] : ["-B", branch];
  await exec(["git", "checkout", "--quiet", "--force", ...detached, event.sha]);
  if (branch !== undefined) await exec(["git", "update-ref", `refs/remotes/origin/${branch}`, event.sha]);
}

/** One file or folder, whole: what our workflows hand over. */
function uploadArtifact({ inputs, place }: ActionCall): void {
  refuseOthers(inputs, ["name", "path", "if-no-files-found", "retention-days", "overwrite", "include-hidden-files"]);
  const { name = "artifact", path = "", overwrite } = inputs;
  const from = resolve(place.workspace, path);
  const to = join(place.artifacts, name);
  if (!existsSync(from)) {
    if (inputs["if-no-files-found"] === "error") throw new Error(`no files were found at ${path}`);
    return;
  }
  if (existsSync(to) && overwrite !== "true") throw new Error(`an artifact ${name} is there already`);
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  cpSync(from, join(to, basename(from)), { recursive: true });
}

function downloadArtifact({ inputs, place }: ActionCall): void {
  refuseOthers(inputs, ["name", "path"]);
  const { name = "", path = "." } = inputs;
  const from = join(place.artifacts, name);
  if (!existsSync(from)) throw new Error(`no artifact ${name}`);
  for (const entry of readdirSync(from)) {
    cpSync(join(from, entry), join(resolve(place.workspace, path), entry), { recursive: true });
  }
}

function refuseOthers(inputs: Readonly<Record<string, string>>, known: readonly string[]): void {
  const unknown = Object.keys(inputs).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`inputs that are not known here: ${unknown.join(", ")}`);
}
