import type { Outcome } from "@releaser/core";
import type { SetupChange } from "./setup.ts";

/** What became of each file, as `release-status.v1` tells it. */
export function toOutcomes(changes: readonly SetupChange[], isWritten: boolean): readonly Outcome[] {
  return changes.map(({ file, before, why }): Outcome => {
    const common = { id: `file:${file}`, stage: "wired", title: `writing ${file}`, note: why, ms: 0 } as const;
    if (isWritten) return { ...common, verdict: "applied", observation: { is: "equal", seen: file }, attempts: 1 };
    return before === undefined
      ? { ...common, verdict: "absent", observation: { is: "absent" }, attempts: 0 }
      : {
          ...common,
          verdict: "different",
          observation: { is: "different", seen: file, why, replaceable: true },
          attempts: 0,
        };
  });
}
