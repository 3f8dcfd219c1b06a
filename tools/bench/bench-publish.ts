import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { repositoryRoot } from "@releaser/testkit";
import { installed } from "../peers/contenders.ts";
import { installReleaser } from "./install-releaser.ts";
import { measurePublication } from "./measure-publication.ts";
import { openRegistryProcess } from "./open-registry-process.ts";
import { preparePublication } from "./publication-world.ts";
import {
  medianAgain,
  type Publication,
  publicationBounds,
  publicationRatios,
  renderPublication,
} from "./render-publication.ts";
import { type Bench, type Found, runBench } from "./run-bench.ts";
import { tell } from "./tell.ts";

/** Publishing beside Changesets. */
await runBench({ packages: 200, runs: 5 }, benchPublish);

async function benchPublish({ place, counts, circumstances }: Bench<"packages" | "runs">): Promise<Found> {
  const { packages, runs } = counts;
  const registry = await openRegistryProcess();
  try {
    tell("building, packing and installing releaser");
    const [node, bin] = (await installReleaser(place)).command;
    const releaser = [node, bin ?? ""] as const;
    const { command: changeset, version } = installed(
      createRequire(join(repositoryRoot, "package.json")),
      "@changesets/cli",
      { name: "changesets", args: [] },
    );
    tell(`${packages} packages: versioning, packing, staging, tagging`);
    mkdirSync(join(place, "scene"));
    const world = await preparePublication({ place: join(place, "scene"), packages, registry, releaser, changeset });
    const publication: Publication = {
      ...circumstances,
      packages,
      versions: { changesets: version, pnpm: execFileSync("pnpm", ["--version"], { encoding: "utf8" }).trim() },
      ...(await measurePublication({ world, registry, releaser, changeset, packages, runs })),
    };
    const { ratio, again } = publicationBounds;
    return {
      section: renderPublication(publication),
      holds: publicationRatios(publication).median <= ratio && medianAgain(publication) < again,
    };
  } finally {
    registry.close();
  }
}
