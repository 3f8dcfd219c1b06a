import type { Resource, Stage } from "@releaser/core";
import { requirePage } from "./require-page.ts";
import type { FindPage, ReleasePage } from "./release-page.ts";
import { splitBanner, withBanner } from "./banner-resource.ts";
import { splitTold, withTold } from "./told-marks.ts";

export interface BodyResourceOptions {
  readonly page: ReleasePage;
  readonly find: FindPage;
  readonly tag: string;
  readonly body: () => Promise<string>;
  readonly stage: Stage;
  readonly after?: readonly string[];
}

/**
 * The text of a release page, id `body:<tag>`. It is the state of the release in words, so it may be replaced at any time;
 * the marks at its end, which say who was told of the release, stay, and so does the banner of one that was rolled back.
 */
export function bodyResource({
  page,
  find,
  tag,
  body,
  stage,
  after,
}: BodyResourceOptions): Resource<{ readonly bytes: number }> {
  return {
    id: `body:${tag}`,
    stage,
    title: `writing the release page of ${tag}`,
    ...(after && { after }),
    observe: async () => {
      const found = await find();
      if (!found) return { is: "absent" };
      const seen = { bytes: Buffer.byteLength(found.body) };
      if (splitTold(splitBanner(found.body).body).text === (await body())) return { is: "equal", seen };
      return found.body === ""
        ? { is: "absent" }
        : { is: "different", seen, why: "its text is another", replaceable: true };
    },
    apply: async () => {
      const found = await requirePage({ page, tag }, find);
      const { banner, body: before } = splitBanner(found.body);
      const told = withTold(await body(), splitTold(before).told);
      await page.setBody(found.id, banner === undefined ? told : withBanner(told, banner));
    },
    describe: ({ bytes }) => `${bytes} bytes`,
  };
}
