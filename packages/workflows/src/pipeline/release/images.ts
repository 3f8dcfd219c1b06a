import type { PipelineFacts } from "../facts.ts";
import type { Permission, Step } from "../pipeline.ts";

const githubRegistry = "ghcr.io";

/** What pushing images to GitHub's own registry needs. */
export function imagePermissions(facts: PipelineFacts): readonly Permission[] {
  const own = hostsOf(facts).includes(githubRegistry);
  return own ? [{ scope: "packages", access: "write", reason: `images at ${githubRegistry}` }] : [];
}

/**
 * The credentials of image registries, as `docker login` would write them: the token for GitHub's own; for others the secret
 * `RELEASER_REGISTRY_AUTHS`, which holds the `auths` of Docker's configuration as JSON.
 */
export function imageSteps(facts: PipelineFacts): readonly Step[] {
  const hosts = hostsOf(facts);
  if (hosts.length === 0) return [];
  const foreign = hosts.some((host) => host !== githubRegistry);
  return [
    {
      name: "Write the credentials of image registries",
      env: {
        ACTOR: "${{ github.actor }}",
        GITHUB_TOKEN: "${{ github.token }}",
        ...(foreign && { AUTHS: "${{ secrets.RELEASER_REGISTRY_AUTHS }}" }),
      },
      run: ['mkdir -p "$HOME/.docker"', `node -e ${quoted(writeAuths(hosts.includes(githubRegistry)))}`].join("\n"),
    },
  ];
}

function writeAuths(own: boolean): string {
  const auth = "{ auth: Buffer.from(`${process.env.ACTOR}:${process.env.GITHUB_TOKEN}`).toString(`base64`) }";
  const auths = `{ ...JSON.parse(process.env.AUTHS || \`{}\`)${own ? `, \`${githubRegistry}\`: ${auth}` : ""} }`;
  return `require(\`fs\`).writeFileSync(\`\${process.env.HOME}/.docker/config.json\`, JSON.stringify({ auths: ${auths} }), { mode: 0o600 })`;
}

function quoted(script: string): string {
  return `'${script}'`;
}

function hostsOf({ targets, images }: PipelineFacts): readonly string[] {
  return targets.includes("container") ? [...new Set(images.map((image) => image.split("/")[0] ?? image))] : [];
}
