type Env = Readonly<Record<string, string | undefined>>;

/** The command by which a maintainer lets this CI run's workflow publish a package, as far as the run knows itself. */
export function trustCommand(name: string, env: Env): string {
  if (env["GITLAB_CI"] !== undefined) {
    const project = plain(env["CI_PROJECT_PATH"]) ?? "<group/project>";
    const file = plain(env["CI_CONFIG_PATH"]) ?? ".gitlab-ci.yml";
    return `npm trust gitlab ${name} --file ${file} --project ${project} --allow-publish`;
  }
  const repository = plain(env["GITHUB_REPOSITORY"]) ?? "<owner/name>";
  const workflow = /\/\.github\/workflows\/(?<file>[^/@]+)@/u.exec(env["GITHUB_WORKFLOW_REF"] ?? "")?.groups?.["file"];
  return `npm trust github ${name} --file ${plain(workflow) ?? "<workflow.yml>"} --repository ${repository} --allow-publish`;
}

/** Only what a shell reads as one word: people copy the command. */
function plain(value: string | undefined): string | undefined {
  return value !== undefined && /^[\w./][\w./-]*$/u.test(value) ? value : undefined;
}
