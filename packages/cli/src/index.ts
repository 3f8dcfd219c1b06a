export { type Config, defineConfig, type DirectoryPageConfig, type TrainConfig } from "./config/config.ts";
export { main, type Terminal } from "./main.ts";
export { type StatusDocument, toStatusDocument } from "./status-document.ts";
export type { IgnoreConfig, RuleConfig, SkewConfig } from "@releaser/skew";
