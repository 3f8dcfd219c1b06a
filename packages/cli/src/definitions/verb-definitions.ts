import { createOption } from "commander";
import { carrying } from "./carrying.ts";
import { escalating } from "../escalate/escalating.ts";
import { planFormats } from "./plan-formats.ts";
import { proveDefinition } from "./prove-definition.ts";
import { skewDefinition } from "./skew-definition.ts";
import { allowedSigners, escalateOption, noRunConfig, type VerbDefinition } from "./verb-definition.ts";
import { wireDefinition } from "./wire-definition.ts";

const carryingPage = carrying(async () => {
  const { planPage } = await import("../verbs/plan-page.ts");
  return async (context, { check = false, dryRun = false }) => await planPage(context, { check, dryRun });
});

/** The verbs, in the order of a release. */
export const verbDefinitions: readonly VerbDefinition[] = [
  {
    name: "plan",
    summary: "compute the next release and say why each package moves",
    about:
      "Writes nothing unless told --write. --json prints a release-plan.v1; version skew goes to stderr and makes the exit 7. The commit message is the one of `releaser version`, for what commits after `releaser version --no-commit`; the comment is that of a pull request.",
    options: [
      createOption("--format <format>", "for a commit, a pull request, or a page")
        .choices(planFormats)
        .conflicts("json"),
      createOption("--post", "post the comment on the pull request that started the workflow, or bring it up to date"),
      createOption("--write", "bring release/plan.md up to date, the standing plan for people").conflicts("format"),
      createOption("--check", "fail where release/plan.md is not what the configuration says").conflicts([
        "format",
        "write",
      ]),
    ],
    run: async (terminal, { write = false, check = false, format, ...options }) => {
      if (write || check) return await carryingPage(terminal, { ...options, check });
      const { showPlan } = await import("../verbs/plan.ts");
      return await showPlan(terminal, { ...options, format: planFormats.find((one) => one === format) });
    },
  },
  wireDefinition,
  {
    name: "why",
    dryRun: false,
    takesPackage: true,
    summary: "why a package moves, or stays: a sentence for each step",
    about: "Of the pending release; where nothing is pending, of the last one. --json prints a why.v1.",
    run: async (terminal, options) => await (await import("../verbs/why.ts")).why(terminal, options),
  },
  skewDefinition,
  {
    name: "version",
    summary: "make every version what the plan says, in one commit",
    about: "All or nothing: written and committed in a linked worktree, read back, then the branch moves.",
    options: [
      createOption("--no-commit", "leave the changes in the work tree for something else to commit"),
      createOption(
        "--snapshot [tag]",
        "leave versions that nobody keeps in the work tree: no commit, plan, notes or tag",
      ),
    ],
    run: carrying(async () => {
      const [{ snapshot }, { version }] = await Promise.all([
        import("../verbs/snapshot.ts"),
        import("../verbs/version.ts"),
      ]);
      return async (context, { commit = true, dryRun = false, snapshot: tag }) =>
        tag === undefined
          ? await version(context, { commit, dryRun })
          : await snapshot(context, { tag: tag === true ? undefined : tag, dryRun });
    }),
  },
  proveDefinition,
  {
    name: "publish",
    goesOutward: true,
    summary: "pack, stage, tag and publish a release; safe to repeat",
    about: "Without --outward it prints where the release stands.",
    takesKey: true,
    options: [
      createOption("--to <state>", "stop earlier")
        .choices(["packed", "staged", "tagged", "published"])
        .default("published"),
      createOption(
        "--prepacked [checksums]",
        "packed elsewhere: run no gate, pack nothing; the SHA-256 of the checksum file, if it is known",
      ),
      noRunConfig,
      allowedSigners,
      escalateOption,
    ],
    run: carrying(escalating("publish", async () => (await import("../verbs/carry-verbs.ts")).publish)),
  },
  {
    name: "verify",
    summary: "download everything again and compare; read-only",
    about: "Tag, signer, plan digest, checksums, release page and registry must agree.",
    takesKey: true,
    options: [
      createOption("--smoke", "install from the registry and run the smoke too"),
      createOption("--run-config", "run a configuration that is code; only for a repository that you trust"),
      allowedSigners,
    ],
    run: carrying(async () => {
      const { verify } = await import("../verbs/verify.ts");
      return async (context, options) => await verify(context, { key: options.key, smoke: options.smoke === true });
    }, "performAside"),
  },
  {
    name: "announce",
    goesOutward: true,
    summary: "verify with smoke, make the release public, file its records",
    about: "Without --outward it prints where the release stands.",
    takesKey: true,
    options: [noRunConfig, allowedSigners, escalateOption],
    run: carrying(escalating("announce", async () => (await import("../verbs/carry-verbs.ts")).announce)),
  },
  {
    name: "release",
    goesOutward: true,
    summary: "all of it in order: version, prove, publish, announce",
    about: "Without --outward it prints where the release stands and versions nothing.",
    takesKey: true,
    options: [
      createOption("--no-version", "never version: carry on the release that is there"),
      allowedSigners,
      escalateOption,
    ],
    run: carrying(
      escalating("release", async () => {
        const { release } = await import("../verbs/carry-verbs.ts");
        return async (context, options) => await release(context, { ...options, version: options.version !== false });
      }),
    ),
  },
  {
    name: "rollback",
    summary: "the way back from a release: printed, or carried out",
    about:
      "Prints what is left to do and who can. With --execute it does what the credentials allow; safe to repeat. A one-time password comes from NPM_CONFIG_OTP, never from an argument.",
    takesKey: true,
    options: [
      createOption("--execute", "carry it out"),
      createOption("--reason <text>", "why, in one line, for the page, the incident note and npm's warning"),
      allowedSigners,
    ],
    run: carrying(async () => {
      const { rollback } = await import("../verbs/rollback.ts");
      return async (context, { key, execute = false, dryRun = false, reason }) =>
        await rollback(context, { key, execute: execute && !dryRun, reason });
    }),
  },
  {
    name: "status",
    summary: "where a release stands; changes nothing",
    about: "Each fact of the release with what the world says of it.",
    takesKey: true,
    options: [noRunConfig, allowedSigners],
    run: carrying(async () => (await import("../verbs/carry-verbs.ts")).status),
  },
  {
    name: "rehearse",
    dryRun: false,
    summary: "the whole release for real, in a folder of its own",
    about: "Real commits, signatures and tarballs, a real registry on loopback; nothing outside the folder changes.",
    options: [
      createOption("--keep <dir>", "where to leave the outcome; a folder of an earlier rehearsal is gone on with"),
    ],
    run: carrying(async () => (await import("../verbs/rehearse.ts")).rehearse),
  },
  {
    name: "portable",
    dryRun: false,
    summary: "copy this command with all that it needs into a folder",
    about: "For a job that has secrets and installs nothing: `node <folder>/releaser.mjs` is the same command there.",
    options: [createOption("--out <dir>", "an empty folder, or one to be made").makeOptionMandatory()],
    run: carrying(async () => {
      const { portable } = await import("../verbs/portable.ts");
      return async (context, { out = "" }) => await portable(context, { out });
    }),
  },
];
