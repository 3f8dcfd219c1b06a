import { type InstalledPackage, type PublicPackage, readInstalled } from "./installed-packages.ts";
import { judgeLicence } from "./judge-licence.ts";
import type { LicencePolicy } from "./licence-policy.ts";

/** What came of looking, for a person: one line for each problem, with the way that brings the package. Ends with a newline. */
export interface LicenceReport {
  readonly ok: boolean;
  readonly text: string;
}

/** Judges the licence of all that published packages bring along, as it is installed. */
export function checkLicences(root: string, published: readonly PublicPackage[], policy: LicencePolicy): LicenceReport {
  const { packages, missing } = readInstalled(root, published);
  const wrong = packages.flatMap((one) => describe(one, judgeLicence(one, policy)));
  const absent = missing.map((path) => `✗ ${path.at(-1) ?? ""} is not installed: ${path.join(" > ")}`);
  const names = new Set(packages.map(({ name }) => name));
  const idle = Object.keys(policy.exceptions).filter((name) => !names.has(name));
  const lines = [
    ...wrong.toSorted(),
    ...absent,
    ...idle.map((name) => `! the exception for ${name} is for nothing: no published package brings it`),
    `${packages.length} packages that ${published.length} published ones bring along, ${wrong.length + absent.length} with problems`,
  ];
  return { ok: wrong.length + absent.length === 0, text: `${lines.join("\n")}\n` };
}

function describe({ name, version, path }: InstalledPackage, problem: string | undefined): readonly string[] {
  return problem === undefined ? [] : [`✗ ${name}@${version} ${problem}: ${path.join(" > ")}`];
}
