const names = ["GITHUB_TOKEN", "GH_TOKEN"] as const;

/** The variables that may hold a token for GitHub, as a clause. */
export const gitHubTokenVariables: string = names.join(" or ");

/** The first of them that holds more than white space: CI sets one that it has no secret for to nothing. */
export function readGitHubToken(env: Readonly<Record<string, string | undefined>>): string | undefined {
  return names.map((name) => env[name]?.trim()).find((value) => value !== undefined && value !== "");
}
