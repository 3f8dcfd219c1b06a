import { type Fault, manifestOf } from "./fault.ts";

/** Faults of the settings of the detector, and of what it could not judge. */
export const metaFaults: readonly Fault[] = [
  {
    rule: "meta/history-missing",
    title: "a clone without tags",
    level: "warning",
    at: ["package.json", ""],
    seed: ({ git }) => git("tag", "--delete", ...git("tag").split("\n")),
  },
  {
    rule: "meta/config-unknown-rule",
    title: "a rule that does not exist",
    level: "error",
    at: ["releaser.config.json", "range/internal-exclude"],
    seed: ({ write }) =>
      write("releaser.config.json", '{ "skew": { "rules": { "range/internal-exclude": "off" } } }\n'),
  },
  {
    rule: "meta/exemption-dead",
    title: "an exemption that exempts nothing",
    level: "info",
    at: ["releaser.config.json", "range/*"],
    seed: ({ write }) => {
      const ignore = [{ rules: ["range/*"], reason: "it goes with the rewrite" }];
      write("releaser.config.json", JSON.stringify({ skew: { ignore } }));
    },
  },
  {
    rule: "meta/exemption-dead",
    title: "an exemption that has ended",
    level: "warning",
    at: ["releaser.config.ts", "2020-01-31"],
    seed: ({ write, replace }) => {
      replace("packages/plugin/package.json", '"workspace:^"', '"workspace:^1.0.0"');
      write(
        "releaser.config.ts",
        'export default {\n  skew: {\n    ignore: [{ rules: ["plan/lockfile-after-version"], reason: "x", until: "2020-01-31" }],\n  },\n};\n',
      );
    },
  },
  {
    rule: "meta/baseline-stale",
    title: "a baseline that knows what is mended",
    level: "info",
    at: ["release/skew-baseline.json", "range/internal-excludes"],
    seed: ({ write }) => {
      const said = { file: manifestOf("cli"), message: "@acme/core is 1.2.0 here, which ^2.0.0 does not admit" };
      const entry = { rule: "range/internal-excludes", ...said, fingerprint: "0123456789abcdef" };
      write("release/skew-baseline.json", JSON.stringify({ schema: "skew-baseline.v1", findings: [entry] }));
    },
  },
  {
    rule: "meta/unreadable",
    title: "a manifest that is no JSON",
    level: "error",
    at: [manifestOf("docs"), ""],
    seed: ({ write }) => write(manifestOf("docs"), '{ "name": "@acme/docs",\n'),
    staleLockfile: true,
  },
];
