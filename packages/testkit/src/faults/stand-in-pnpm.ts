import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * A `pnpm` that brings the lockfile of a seeded repository up to its manifests as pnpm would, without a registry, and does
 * nothing else. Gives the PATH that finds it first.
 */
export function standInPnpm(dir: string): string {
  const bin = join(dir, "bin");
  mkdirSync(bin, { recursive: true });
  const lockOf = pathToFileURL(join(import.meta.dirname, "lock-of.ts")).href;
  writeFileSync(
    join(bin, "pnpm.mjs"),
    [
      'import { writeFileSync } from "node:fs";',
      `import { lockOf } from ${JSON.stringify(lockOf)};`,
      'if (process.argv[2] !== "install" || !process.argv.includes("--lockfile-only")) process.exit(1);',
      'writeFileSync("pnpm-lock.yaml", lockOf(process.cwd()));',
      "",
    ].join("\n"),
  );
  writeFileSync(join(bin, "pnpm"), `#!/bin/sh\nexec '${process.execPath}' '${join(bin, "pnpm.mjs")}' "$@"\n`, {
    mode: 0o755,
  });
  return [bin, process.env["PATH"]].join(":");
}
