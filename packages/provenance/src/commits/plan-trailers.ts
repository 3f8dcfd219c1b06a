import type { Plan, Trailer } from "@releaser/core";

/** Who makes a commit or tag, and by which version of which rules. */
export interface Producer {
  /** `<AGENT>@<version>`, as the file headers of `.sentinel` write it. */
  readonly rulesHash: string;
  /** For example `releaser@0.1.0`. */
  readonly producedBy: string;
}

/** The trailers of the version commit, in the order in which they are written. A release without a train has no `Release-Train`. */
export function planTrailers(plan: Plan, options: Producer): readonly Trailer[] {
  return [
    ...(plan.train === null ? [] : [{ key: "Release-Train", value: plan.train.tag }]),
    { key: "Plan-Digest", value: plan.digest },
    ...intentTrailers(plan),
    ...producerTrailers(options),
  ];
}

/** `Decision-ID` and `Related-Capsule`, repeated. */
export function intentTrailers(intent: Pick<Plan, "capsules" | "decisions">): readonly Trailer[] {
  return [
    ...intent.decisions.map((value) => ({ key: "Decision-ID", value })),
    ...intent.capsules.map((value) => ({ key: "Related-Capsule", value })),
  ];
}

/** `RulesHash` and `Produced-By`. */
export function producerTrailers({ rulesHash, producedBy }: Producer): readonly Trailer[] {
  return [
    { key: "RulesHash", value: rulesHash },
    { key: "Produced-By", value: producedBy },
  ];
}
