/** What a plan can be printed as, beside the terminal and JSON. */
export const planFormats = ["commit-message", "comment", "markdown", "mermaid"] as const;

export type PlanFormat = (typeof planFormats)[number];
