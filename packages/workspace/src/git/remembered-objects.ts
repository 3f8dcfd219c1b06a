import type { ExecResult } from "@releaser/core";

const objectId = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/u;
const longest = 65_536;
const most = 4096;

/**
 * Whether what git answers to these arguments, once it answered at all, is what it will always answer: they read objects that
 * are named by their full ids.
 */
export function readsObjects(args: readonly string[]): boolean {
  const [verb, ...rest] = args.filter((arg) => arg !== "--no-replace-objects");
  switch (verb) {
    case "cat-file":
      return rest.length === 2 && objectId.test(rest[1]?.replace(/\^\{commit\}$|:[\s\S]*$/u, "") ?? "");
    case "ls-tree":
      return rest.includes("--full-tree") && objectId.test(rest.find((arg) => !arg.startsWith("-")) ?? "");
    case "merge-base":
      return rest.length === 3 && rest[0] === "--is-ancestor" && rest.slice(1).every((arg) => objectId.test(arg));
    default:
      return false;
  }
}

/** What was read of objects, so that no process is started for it again. Refusals and long answers are not kept. */
export class RememberedObjects {
  readonly #known = new Map<string, ExecResult>();

  get(dir: string, args: readonly string[]): ExecResult | undefined {
    return this.#known.get(JSON.stringify([dir, args]));
  }

  keep(dir: string, args: readonly string[], result: ExecResult): void {
    if (result.code !== 0 || result.stdout.length > longest) return;
    const [oldest] = this.#known.keys();
    if (this.#known.size >= most && oldest !== undefined) this.#known.delete(oldest);
    this.#known.set(JSON.stringify([dir, args]), result);
  }
}
