import { enableCompileCache } from "node:module";
import { setFlagsFromString } from "node:v8";

// What is read stays until the end, so a young generation that grows only takes memory.
setFlagsFromString("--semi-space-growth-factor=1");
// What was compiled once is not compiled again; where there is no place to keep it, nothing is kept.
enableCompileCache();
await import("./run.ts");
