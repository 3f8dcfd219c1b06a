import type { Resource, Stage } from "@releaser/core";
import { requirePage } from "./require-page.ts";
import type { FindPage, ReleasePage } from "./release-page.ts";

export interface BodyResourceOptions {
  readonly page: ReleasePage;
  readonly find: FindPage;
  readonly tag: string;
  readonly body: () => Promise<string>;
  readonly stage: Stage;
  readonly after?: readonly string[];
}

/** The text of a release page, id `body:<tag>`. It is the state of the release in words, so it may be replaced at any time. */
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
      if (found.body === (await body())) return { is: "equal", seen };
      return found.body === ""
        ? { is: "absent" }
        : { is: "different", seen, why: "its text is another", replaceable: true };
    },
    apply: async () => await page.setBody((await requirePage({ page, tag }, find)).id, await body()),
    describe: ({ bytes }) => `${bytes} bytes`,
  };
}
