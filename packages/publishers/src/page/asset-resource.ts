import type { Resource } from "@releaser/core";
import { failures } from "../failures.ts";
import { requirePage } from "./require-page.ts";
import type { FindPage, PageAsset, ReleasePage } from "./release-page.ts";

export interface AssetResourceOptions {
  readonly page: ReleasePage;
  readonly find: FindPage;
  readonly tag: string;
  readonly name: string;
  /** Path of the bytes that are to be there. */
  readonly file: string;
  /** Their SHA-256 in hex. */
  readonly sha256: string;
  readonly after?: readonly string[];
  /** Whether nothing is public yet: the tag is not pushed. */
  readonly replaceable: () => Promise<boolean>;
}

/** A file on the release page, byte for byte, id `asset:<name>`. Other bytes are replaced only in a draft and while nothing is public, else `E_ASSET_MISMATCH`. */
export function assetResource(options: AssetResourceOptions): Resource<PageAsset> {
  const { page, find, tag, name, file, sha256, after, replaceable } = options;
  return {
    id: `asset:${name}`,
    stage: "staged",
    title: `attaching ${name}`,
    ...(after && { after }),
    observe: async () => {
      const found = await find();
      const asset = found?.assets.find((one) => one.name === name);
      if (!found || !asset) return { is: "absent" };
      if (asset.sha256 === sha256) return { is: "equal", seen: asset };
      const { failure } = failures.E_ASSET_MISMATCH({ tag, name, expected: sha256, found: asset.sha256 });
      return {
        is: "different",
        seen: asset,
        why: failure.why,
        replaceable: found.draft && (await replaceable()),
        failure,
      };
    },
    apply: async (seen) => {
      const { id } = await requirePage(options, find);
      if (seen.is === "different") await page.remove(id, name);
      await page.upload(id, { name, file });
    },
    describe: (seen) => `sha256 ${seen.sha256.slice(0, 12)}…`,
  };
}
