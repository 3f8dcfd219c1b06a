import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readGitHubToken } from "@releaser/core";
import { actionPins } from "../../packages/workflows/src/pipeline/actions/action-pins.ts";
import { newestPin, renderPins } from "./newest-pin.ts";

/**
 * Looks the newest release of each action up and writes the table that workflows are pinned by. For a machine that reaches GitHub: a
 * token in `GITHUB_TOKEN` raises the limit and is not needed. Look at the difference before it is committed, and at what each action
 * changed: a new major may take other inputs.
 */
const file = join(import.meta.dirname, "../../packages/workflows/src/pipeline/actions/action-pins.ts");
const api = process.env["GITHUB_API_URL"] ?? "https://api.github.com";
const token = readGitHubToken(process.env);

async function ask(path: string): Promise<unknown> {
  const answer = await fetch(`${api}/${path}`, {
    headers: {
      accept: "application/vnd.github+json",
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${answer.statusText}`);
  return await answer.json();
}

const found = await Promise.all(
  Object.keys(actionPins).map(async (name) => [name, await newestPin(name, ask)] as const),
);
writeFileSync(file, renderPins(readFileSync(file, "utf8"), new Map(found)));
for (const [name, { version, sha }] of found) process.stdout.write(`${name} ${version} ${sha}\n`);
