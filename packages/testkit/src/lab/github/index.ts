export * from "./github-state.ts";
export * from "./open-github.ts";
