import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { openLabRegistry, type RegistryState } from "@releaser/testkit/lab";

/** What the process that opened this one asks for. */
export type Asked =
  | { readonly ask: "report" }
  /** Puts the registry back to a state, and the count of requests to nothing. */
  | { readonly ask: "restore"; readonly state: RegistryState };

/** What the registry was asked for since it was last put back, and what it holds. */
export interface Report {
  /** How many requests came, by method. */
  readonly requests: Readonly<Record<string, number>>;
  /** The integrity of each version that was published, by `name@version`. */
  readonly published: Readonly<Record<string, string>>;
}

/** An answer: the address once at the start, then one for each question. */
export type Answered = { readonly url: string } | Report;

// A registry of the laboratory in a process of its own, so that it has an event loop of its own, as a real one has.
const registry = await openLabRegistry();
const requests: Record<string, number> = {};
subscribe("http.server.request.start", (message) => {
  const { method = "" } = (message as { readonly request: IncomingMessage }).request;
  requests[method] = (requests[method] ?? 0) + 1;
});

process.on("message", (asked: Asked) => {
  if (asked.ask === "restore") {
    registry.restore(asked.state);
    for (const method of Object.keys(requests)) delete requests[method];
  }
  answer({ requests, published: publishedIn(registry.snapshot()) });
});

function publishedIn({ packages, published }: RegistryState): Readonly<Record<string, string>> {
  const integrities = Object.values(packages).flatMap(({ name, versions }) =>
    Object.entries(versions).map(([version, { dist }]) => [`${name}@${version}`, dist.integrity] as const),
  );
  const taken = new Set(published);
  return Object.fromEntries(integrities.filter(([id]) => taken.has(id)));
}

function answer(answered: Answered): void {
  process.send?.(answered);
}

answer({ url: registry.url });
