export * from "./hostile-markdown.ts";
export { markdownProblems, type MarkdownOptions } from "./markdown-problems.ts";
