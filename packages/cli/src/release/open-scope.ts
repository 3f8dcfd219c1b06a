import type { Scope } from "@releaser/core";
import type { Context, Repository } from "../context.ts";
import type { Answers } from "./read-published.ts";
import { readTree, type TriedState, tryState } from "./read-state.ts";

interface ScopeOptions {
  /** `offline` unless told. */
  readonly scope?: Scope | undefined;
  /** Opened where registries are asked, and nowhere else. */
  readonly open: () => Promise<Pick<Context, "clock" | "registry" | "signal">>;
}

/**
 * How all that the rules of a scope judge is read, anew at each call; what registries have said is remembered, since nothing that
 * a fix writes changes it. Rejects as `readPublished` does where the scope is `online`.
 */
export function openScope(repository: Repository, { scope, open }: ScopeOptions): () => Promise<TriedState> {
  const answers: Answers = new Map();
  return async () => {
    if (scope === "tree") return readTree(repository);
    const state = await tryState(repository, { glance: true });
    if (scope !== "online") return state;
    const { readPublished } = await import("./read-published.ts");
    return { ...state, published: await readPublished(await open(), state, answers) };
  };
}
