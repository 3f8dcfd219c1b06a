import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import type { CommitRecord } from "./commit-facts.ts";

/** The address of the remote `origin`; undefined where there is none. */
export async function readOrigin(cwd: string): Promise<string | undefined> {
  const said = await askGit(cwd, ["remote", "get-url", "origin"]);
  return said?.trim();
}

/** Commits by the ids that were asked for, in full or their beginnings, in one call of git; what it does not know is left out. */
export async function readCommits(cwd: string, ids: readonly string[]): Promise<ReadonlyMap<string, CommitRecord>> {
  const args = ["log", "--no-walk=unsorted", "--ignore-missing", "--stdin", "-z", "--no-show-signature", "--no-patch"];
  const said = await askGit(cwd, [...args, "--format=%H%n%aN%n%aE%n%s%n%b"], `${ids.join("\n")}\n`);
  const records = said === undefined || said === "" ? [] : said.split("\0").map(parseRecord);
  const found = new Map<string, CommitRecord>();
  for (const length of new Set(ids.map((id) => id.length))) {
    for (const record of records) found.set(record.id.slice(0, length), record);
  }
  return found;
}

function parseRecord(entry: string): CommitRecord {
  const [id = "", name = "", email = "", subject = "", ...body] = entry.split("\n");
  return { id, name, email, subject, body: body.join("\n") };
}

/** Nothing here runs a program that the repository names, waits for a person, or fetches what a partial clone lacks. */
const hardening = ["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "protocol.ext.allow=never"];

/** Standard output of a git that reads; undefined where it fails or is not there. */
async function askGit(cwd: string, args: readonly string[], input = ""): Promise<string | undefined> {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_"));
  const env = { ...Object.fromEntries(own), GIT_TERMINAL_PROMPT: "0", GIT_NO_LAZY_FETCH: "1", LC_ALL: "C" };
  const child = spawn("git", [...hardening, ...args], { cwd, env, stdio: ["pipe", "pipe", "ignore"] });
  const ended = new Promise<number | null>((resolve) => {
    child.once("close", resolve).once("error", () => resolve(null));
  });
  // Git may end before it has read everything.
  child.stdin.on("error", () => undefined).end(input);
  const said = await text(child.stdout);
  return (await ended) === 0 ? said : undefined;
}
