import { safeLine } from "@releaser/core";
import { membersOf } from "./members-of.ts";
import type { TarballContents } from "./inspect-tarball.ts";

/** What a tarball is expected to be. */
export interface ExpectedTarball {
  readonly name: string;
  readonly version: string;
  /** The scripts of the manifest that it was packed from; given, an install script that is not among them is a problem. */
  readonly scripts?: Readonly<Record<string, string>>;
}

const dependencyFields = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"] as const;
const installScripts = ["preinstall", "install", "postinstall", "prepare"] as const;
const secretFile =
  /^(?:\.npmrc|\.yarnrc|\.netrc|\.git-credentials|\.pypirc|\.env(?:\..+)?|id_(?:rsa|dsa|ecdsa|ed25519)|.*\.(?:key|p12|pfx|jks|keystore)|(?:.*[-_.])?(?:key|private)\.pem)$/iu;
const template = /\.(?:dist|example|sample|template)$/iu;

/** What about a tarball must not be published; empty where nothing is. Whether it can be installed is `checkEntryPoints`'s question. */
export function checkTarball(contents: TarballContents, expected: ExpectedTarball): readonly string[] {
  const { manifest } = contents;
  return [
    ...checkIdentity(manifest, expected),
    ...dependencyFields.flatMap((field) => checkRanges(manifest, field)),
    ...(expected.scripts === undefined ? [] : checkScripts(manifest, expected.scripts)),
    ...contents.entries
      .map(({ path }) => path)
      .filter(isSecret)
      .map((path) => `${safeLine(path)} looks like a secret`),
  ];
}

function checkIdentity(manifest: TarballContents["manifest"], expected: ExpectedTarball): readonly string[] {
  return (["name", "version"] as const)
    .filter((key) => manifest[key] !== expected[key])
    .map(
      (key) =>
        `its ${key} is ${safeLine(JSON.stringify(manifest[key]) ?? "absent")} and not ${JSON.stringify(expected[key])}`,
    );
}

/** A protocol that only a workspace understands. A development dependency is never installed with the package, so `file:` and `link:` do no harm there. */
function checkRanges(
  manifest: TarballContents["manifest"],
  field: (typeof dependencyFields)[number],
): readonly string[] {
  const left = field === "devDependencies" ? /^(?:workspace|catalog):/u : /^(?:workspace|catalog|link|file|portal):/u;
  return membersOf(manifest[field])
    .filter(([, range]) => typeof range === "string" && left.test(range))
    .map(
      ([name, range]) =>
        `${field} has ${safeLine(name)}: ${safeLine(String(range))}, which nobody outside the workspace can resolve`,
    );
}

function checkScripts(
  manifest: TarballContents["manifest"],
  known: Readonly<Record<string, string>>,
): readonly string[] {
  const scripts = new Map(membersOf(manifest["scripts"]));
  return installScripts
    .filter((name) => scripts.has(name) && scripts.get(name) !== (Object.hasOwn(known, name) ? known[name] : undefined))
    .map((name) => `its script ${name} is not the one that the workspace has`);
}

function isSecret(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return secretFile.test(name) && !template.test(name);
}
