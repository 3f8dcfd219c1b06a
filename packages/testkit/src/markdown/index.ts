export * from "./hostile-markdown.ts";
export { markdownProblems, type MarkdownOptions } from "./markdown-problems.ts";
export { type MarkdownBlock, parseMarkdown, toWords } from "./parse-markdown.ts";
