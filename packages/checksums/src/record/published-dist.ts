import { parseJson, sha512Integrity } from "@releaser/core";
import { membersOf } from "../tarball/members-of.ts";

/** Where a registry keeps a version of a package, and what it says that its bytes are. */
export interface PublishedDist {
  readonly tarball: string;
  /** The SHA-512 in hex; undefined where the registry gives SHA-1 alone, which proves nothing. */
  readonly sha512: string | undefined;
}

/** Why a packument says nothing of a version. */
export interface NoDist {
  readonly problem: "missing" | "refused";
  readonly why: string;
}

/** What a packument says of one version of a package, which it must be the packument of. */
export function parseDist(text: string, { name, version }: { name: string; version: string }): NoDist | PublishedDist {
  const packument = new Map(membersOf(parseJson(text)));
  if (packument.size === 0) return { problem: "refused", why: "the registry's answer is no JSON object" };
  if (packument.get("name") !== name) {
    return {
      problem: "refused",
      why: `the registry answered for ${JSON.stringify(packument.get("name")) ?? "no name"}`,
    };
  }
  const found = new Map(membersOf(packument.get("versions"))).get(version);
  if (found === undefined) return { problem: "missing", why: `the registry does not list ${name}@${version}` };
  const dist = new Map(membersOf(new Map(membersOf(found)).get("dist")));
  const [tarball, integrity] = [dist.get("tarball"), dist.get("integrity")];
  if (typeof tarball !== "string" || !URL.canParse(tarball)) {
    return { problem: "refused", why: `the registry gives no address for ${name}@${version}` };
  }
  return { tarball, sha512: typeof integrity === "string" ? toHex(integrity) : undefined };
}

function toHex(integrity: string): string | undefined {
  const hash = sha512Integrity(integrity)?.slice("sha512-".length);
  return hash === undefined ? undefined : Buffer.from(hash, "base64").toString("hex");
}
