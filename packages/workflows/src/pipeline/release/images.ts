import type { PipelineFacts } from "../facts.ts";
import type { Permission, Step } from "../pipeline.ts";

const githubRegistry = "ghcr.io";

/** What pushing images to GitHub's own registry needs. */
export function imagePermissions(facts: PipelineFacts): readonly Permission[] {
  const own = hostsOf(facts).includes(githubRegistry);
  return own ? [{ scope: "packages", access: "write", reason: `images at ${githubRegistry}` }] : [];
}

/** Where the credentials are looked for; nothing where there are no images. */
export function imageEnv(facts: PipelineFacts): Readonly<Record<string, string>> {
  return hostsOf(facts).length === 0 ? {} : { DOCKER_CONFIG: "${{ runner.temp }}/docker" };
}

/**
 * The credentials of image registries, as `docker login` would write them: the token for GitHub's own; for others the secret
 * `RELEASER_REGISTRY_AUTHS`, which holds the `auths` of Docker's configuration as JSON. They go with the job: a machine of one's own
 * keeps the configuration that it has.
 */
export function imageSteps(facts: PipelineFacts): readonly Step[] {
  const hosts = hostsOf(facts);
  if (hosts.length === 0) return [];
  const foreign = hosts.some((host) => host !== githubRegistry);
  return [
    {
      name: "Write the credentials of image registries",
      env: {
        ...imageEnv(facts),
        ACTOR: "${{ github.actor }}",
        GITHUB_TOKEN: "${{ github.token }}",
        ...(foreign && { AUTHS: "${{ secrets.RELEASER_REGISTRY_AUTHS }}" }),
      },
      run: ['mkdir -p "$DOCKER_CONFIG"', `node -e ${quoted(writeAuths(hosts.includes(githubRegistry)))}`].join("\n"),
    },
  ];
}

function writeAuths(own: boolean): string {
  const auth = "{ auth: Buffer.from(`${process.env.ACTOR}:${process.env.GITHUB_TOKEN}`).toString(`base64`) }";
  const auths = `{ ...JSON.parse(process.env.AUTHS || \`{}\`)${own ? `, [\`${githubRegistry}\`]: ${auth}` : ""} }`;
  return `require(\`fs\`).writeFileSync(\`\${process.env.DOCKER_CONFIG}/config.json\`, JSON.stringify({ auths: ${auths} }), { mode: 0o600 })`;
}

function quoted(script: string): string {
  return `'${script}'`;
}

function hostsOf({ targets, images }: PipelineFacts): readonly string[] {
  return targets.includes("container") ? [...new Set(images.map((image) => image.split("/")[0] ?? image))] : [];
}
