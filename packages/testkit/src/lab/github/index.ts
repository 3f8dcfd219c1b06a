export type { Answer, SeenRequest } from "./exchange.ts";
export * from "./github-state.ts";
export * from "./open-github.ts";
