import { publicReleases, type Resource } from "@releaser/core";
import type { FindPage } from "@releaser/publishers";
import { downloadText, inTemporaryFolder } from "../release/page-text.ts";
import { assetNames } from "../release/release.ts";
import type { Train } from "../release/train.ts";
import { awaitArrival } from "./await-arrival.ts";
import { runSmoke, type SmokeRun, smokeScripts } from "./run-smoke.ts";
import { smokeId } from "./smoke-resource.ts";
import { describeSmoke, parseSmoke } from "./smoke-record.ts";

/** The registry lists every package of a release, for which it is given 15 minutes. */
export function arrivalCheck({ context, registry, release }: Train): Resource {
  const packages = publicReleases(release.plan).map(({ name, to: version }) => ({ name, version }));
  const id = `arrival:${release.key}`;
  const wait = (why: string): void => context.report({ type: "waiting", id, why });
  return {
    id,
    stage: "verified",
    title: "waiting until the registry has every package",
    classify: () => "fatal",
    observe: async () => {
      await awaitArrival({ ...context, registry }, packages, wait);
      return { is: "equal", seen: packages };
    },
    apply: () => Promise.resolve(),
    describe: () => `the registry lists ${packages.length} package${packages.length === 1 ? "" : "s"}`,
  };
}

/** The smoke of a release run once more; nothing is recorded. What was compared by bytes then is not installed now. */
export function smokeCheck(train: Train, find: FindPage): Resource<SmokeRun> {
  const { context, registry, release } = train;
  const { key, checkout } = release;
  const id = smokeId(key);
  const wait = (why: string): void => context.report({ type: "waiting", id, why });
  return {
    id,
    stage: "verified",
    title: "installing from the registry and running the smoke",
    classify: () => "fatal",
    observe: async () => {
      const compared = await comparedThen(train, find);
      const all = publicReleases(release.plan).map(({ name, to: version }) => ({ name, version }));
      const packages = all.filter(({ name, version }) => !compared.has(`${name}@${version}`));
      const scripts = all.length === 0 || packages.length > 0 ? smokeScripts(checkout) : [];
      const seen = await inTemporaryFolder(
        async (dir) => await runSmoke({ context: { ...context, registry }, key, dir, packages, scripts, wait }),
      );
      return { is: "equal", seen };
    },
    apply: () => Promise.resolve(),
    describe: describeSmoke,
  };
}

async function comparedThen({ page, release }: Train, find: FindPage): Promise<ReadonlySet<string>> {
  const text = await downloadText(page, await find(), assetNames(release.key).smoke);
  return new Set(text === undefined ? [] : parseSmoke(text)?.compared);
}
