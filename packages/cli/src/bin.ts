#!/usr/bin/env node
import { enableCompileCache } from "node:module";

// What was compiled once is not compiled again; where there is no place to keep it, nothing is kept.
enableCompileCache();
await import("./run.ts");
