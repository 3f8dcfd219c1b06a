import type { Resource, Stage } from "@releaser/core";
import type { ReleasePage } from "./release-page.ts";
import { splitTold, withTold } from "./told-marks.ts";

export interface BodyResourceOptions {
  readonly page: ReleasePage;
  readonly tag: string;
  readonly body: () => Promise<string>;
  readonly stage: Stage;
  readonly after?: readonly string[];
}

/**
 * The text of a release page, id `body:<tag>`. It is the state of the release in words, so it may be replaced at any time;
 * the marks at its end, which say who was told of the release, stay.
 */
export function bodyResource({
  page,
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
      const found = await page.find(tag);
      if (!found) return { is: "absent" };
      const seen = { bytes: Buffer.byteLength(found.body) };
      if (splitTold(found.body).text === (await body())) return { is: "equal", seen };
      return found.body === ""
        ? { is: "absent" }
        : { is: "different", seen, why: "its text is another", replaceable: true };
    },
    apply: async () => {
      const { told } = splitTold((await page.find(tag))?.body ?? "");
      await page.setBody(tag, withTold(await body(), told));
    },
    describe: ({ bytes }) => `${bytes} bytes`,
  };
}
