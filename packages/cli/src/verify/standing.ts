import type { Resource } from "@releaser/core";
import { failures } from "../failures.ts";

/** What became of something that later releases move on, as they should. */
export type Standing =
  | { readonly is: "held"; readonly note: string }
  | { readonly is: "moved"; readonly why: string }
  | { readonly is: "wrong"; readonly why: string };

export interface StandingCheck {
  readonly id: string;
  readonly title: string;
  readonly look: () => Promise<Standing>;
}

/** Something that may have been moved on, as a fact that can only be observed: `superseded` then, and `E_VERIFY` where no later release explains it. */
export function standingResource({ id, title, look }: StandingCheck): Resource<string> {
  return {
    id,
    stage: "verified",
    title,
    observe: async () => {
      const standing = await look();
      switch (standing.is) {
        case "held":
          return { is: "equal", seen: standing.note };
        case "moved":
          return { is: "superseded", seen: standing.why, why: standing.why };
        case "wrong":
          throw failures.E_VERIFY({ id, why: standing.why });
      }
    },
    apply: () => Promise.resolve(),
    describe: (note) => note,
  };
}
