import { failures } from "../failures.ts";
import { readPacked } from "./packed-release.ts";
import type { Train } from "./train.ts";

/** Throws `E_PREPACKED` where bytes that were packed elsewhere are not here, or others than those that were handed over. */
export async function requirePrepacked({ release, prepacked, tagged }: Train): Promise<void> {
  if (prepacked === undefined) return;
  const { checksums: wanted } = prepacked;
  const found = (await readPacked(release))?.digest;
  // What a tag signs is told by the stage that packs, which knows more of it.
  if (tagged && wanted === undefined) return;
  if (found === undefined || (wanted !== undefined && found !== wanted)) {
    throw failures.E_PREPACKED({ key: release.key, wanted, found });
  }
}
