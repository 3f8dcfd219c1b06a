import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openTempDir, removeDir, repositoryRoot } from "@releaser/testkit";
import { runCommand } from "../check/run-command.ts";
import { installed } from "../peers/contenders.ts";
import { installReleaser } from "./install-releaser.ts";
import { measurePublication } from "./measure-publication.ts";
import { openRegistryProcess } from "./open-registry-process.ts";
import { withSection } from "./page-section.ts";
import { preparePublication } from "./publication-world.ts";
import {
  medianAgain,
  type Publication,
  publicationBounds,
  publicationRatios,
  renderPublication,
} from "./render-publication.ts";

interface BenchPublishOptions {
  readonly packages: number;
  readonly runs: number;
  readonly write: boolean;
}

/** Measures publishing beside Changesets; tells the section of the page, and writes it where it shall. */
async function benchPublish(options: BenchPublishOptions): Promise<boolean> {
  const place = openTempDir();
  const registry = await openRegistryProcess();
  const load = loadavg()[0] ?? 0;
  try {
    const { packages, runs, write } = options;
    tell("building, packing and installing releaser");
    const [node, bin] = (await installReleaser(place)).command;
    const releaser = [node, bin ?? ""] as const;
    const { command: changeset, version } = installed(
      createRequire(join(repositoryRoot, "package.json")),
      "@changesets/cli",
      {
        name: "changesets",
        args: [],
      },
    );
    tell(`${packages} packages: versioning, packing, staging, tagging`);
    mkdirSync(join(place, "scene"));
    const world = await preparePublication({ place: join(place, "scene"), packages, registry, releaser, changeset });
    const publication: Publication = {
      date: new Date().toISOString().slice(0, 10),
      packages,
      runs,
      load,
      cores: availableParallelism(),
      versions: { changesets: version, pnpm: execFileSync("pnpm", ["--version"], { encoding: "utf8" }).trim() },
      ...(await measurePublication({ world, registry, releaser, changeset, packages, runs, tell })),
    };
    await told(renderPublication(publication), write);
    const { ratio, again } = publicationBounds;
    return publicationRatios(publication).median <= ratio && medianAgain(publication) < again;
  } finally {
    registry.close();
    removeDir(place);
  }
}

async function told(section: string, write: boolean): Promise<void> {
  process.stdout.write(section);
  if (!write) return;
  const page = join(repositoryRoot, "docs/benchmarks.md");
  writeFileSync(page, withSection(readFileSync(page, "utf8"), section, "Again"));
  await runCommand(["oxfmt", page]);
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

const { values } = parseArgs({
  options: {
    packages: { type: "string", default: "200" },
    runs: { type: "string", default: "5" },
    write: { type: "boolean", default: false },
  },
});
const packages = Number(values.packages);
if (values.write && packages !== 200) throw new Error("--write takes 200 packages");
process.exitCode = (await benchPublish({
  packages,
  runs: Number(values.runs),
  write: values.write,
}))
  ? 0
  : 1;
