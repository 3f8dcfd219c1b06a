import type { Resource } from "@releaser/core";
import { failures } from "../failures.ts";

/** One thing that is looked at from outside. */
export interface Check {
  readonly id: string;
  readonly title: string;
  /** Undefined where it holds, `nothingThere`, or what is wrong. May throw a failure of its own. */
  readonly look: () => Promise<string | undefined>;
  readonly held: string;
}

/** What `look` says of what is absent. */
export const nothingThere = "it is not there";

/** A check as a fact that can only be observed. What is wrong is `E_VERIFY`. */
export function checkResource({ id, title, look, held }: Check): Resource {
  return {
    id,
    stage: "verified",
    title,
    observe: async () => {
      const wrong = await look();
      if (wrong === undefined) return { is: "equal", seen: held };
      if (wrong === nothingThere) return { is: "absent" };
      throw failures.E_VERIFY({ id, why: wrong });
    },
    apply: () => Promise.reject(failures.E_VERIFY({ id, why: nothingThere })),
    describe: () => held,
  };
}
