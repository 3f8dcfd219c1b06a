export * from "./sarif-run.ts";
