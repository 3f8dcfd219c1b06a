import type { PageState } from "@releaser/publishers";
import semver from "semver";
import { stableVersions } from "../release/is-latest.ts";
import { remoteTags } from "../release/remote-tag.ts";
import type { Train } from "../release/train.ts";

/** The public page of the highest release below one that is neither a prerelease nor rolled back. */
export async function predecessorPage({ git, remote, page, release }: Train): Promise<PageState | undefined> {
  const own = semver.parse(release.key);
  const tags = [...(await remoteTags(git, remote)).keys()];
  const lower = stableVersions(tags).filter((one) => own !== null && semver.lt(one, own));
  for (const { version } of lower) {
    const found = (await page.list(`v${version}`)).find(({ draft, prerelease }) => !draft && !prerelease);
    if (found) return found;
  }
  return undefined;
}
