import { type Command, createCommand, InvalidArgumentError, Option } from "commander";
import manifest from "../../package.json" with { type: "json" };
import { type PackageVersion, parsePackageUri, renderPackageUri } from "../statement/package-uri.ts";
import type { Edges } from "./edges.ts";
import { recordsDir } from "./find-record.ts";
import { type InspectOptions, inspectVerb } from "./inspect-verb.ts";
import { type RecordOptions, recordVerb } from "./record-verb.ts";
import { type Ended, tell } from "./report.ts";
import { verifyVerb } from "./verify-verb.ts";
import type { VerifyOptions } from "./verify-targets.ts";

/** Parses a command line, runs its verb and tells what came of it. Resolves with the exit code. */
export async function commandLine(args: readonly string[], edges: Edges): Promise<number> {
  const ended = { exit: 0 };
  const program = createCommand("releaser-checksums")
    .description("Records what a release consists of, and verifies it later.")
    .version(manifest.version, "-V, --version")
    .addHelpText(
      "after",
      "\nExit codes: 0 holds, 2 usage, 5 unreachable (run again), 6 something differs, 9 a key cannot be used.",
    )
    .enablePositionalOptions()
    .configureOutput({ writeOut: edges.stdout, writeErr: () => {} })
    .exitOverride();
  const run = async (verb: Promise<Ended>, { json = false }: { readonly json?: boolean }): Promise<void> => {
    ended.exit = tell(await verb, edges, json);
  };
  recordCommand(program).action(async (named: string[], options: RecordOptions) => {
    await run(recordVerb(named, options, edges), options as object);
  });
  verifyCommand(program).action(async (record: string | undefined, files: string[], options: VerifyOptions) => {
    await run(verifyVerb({ record, files }, options, edges), options as object);
  });
  inspectCommand(program).action(async (tarball: string, options: InspectOptions) => {
    await run(inspectVerb(tarball, options, edges), options as object);
  });
  if (args.length === 0) program.help();
  await program.parseAsync([...args], { from: "user" });
  return ended.exit;
}

function recordCommand(program: Command): Command {
  return common(program.command("record <artifacts...>"))
    .description("write <version>.txt and <version>.intoto.json of files, folders and patterns")
    .requiredOption("--version <version>", "the version that they are of, for example 1.4.0")
    .option("--commit <commit>", "the commit that they were made from, in full, or none; HEAD unless told")
    .option("--plan <digest>", "the digest of a plan of Releaser, or none; none unless told")
    .option("--sign <key>", "sign the statement: the path of an ed25519 key in PEM, or of an SSH key")
    .option("--out <dir>", "where the record is written", recordsDir);
}

function verifyCommand(program: Command): Command {
  return common(program.command("verify [record] [files...]"))
    .description(
      `compare files, a folder, a registry or a release page with a record; the only one in ${recordsDir} unless told`,
    )
    .option("--dir <dir>", "a folder that holds the artifacts and nothing else")
    .option("--registry <url>", "a registry that has the packages among them")
    .option("--page <url|dir>", "an address or folder that has each file by its name")
    .option(
      "--signed-by <file>",
      "public keys in PEM, or allowed signers of ssh-keygen: one of them has signed the statement",
    )
    .addOption(
      new Option("--package <name@version>", "which package a tarball is, where no statement says so")
        .argParser(collectPackage)
        .default([], "none"),
    )
    .addOption(
      new Option("--beside <name>", "what may lie in the folder unrecorded").argParser(collect).default([], "none"),
    )
    .addOption(
      new Option("--host <host>", "another host that an address may lead to").argParser(collect).default([], "none"),
    )
    .addOption(new Option("--timeout <seconds>", "for one answer").argParser(positive).default(300))
    .addOption(new Option("--max-size <megabytes>", "of one file").argParser(positive).default(1000))
    .addOption(new Option("--tries <count>", "of an address that does not answer").argParser(positive).default(3));
}

function inspectCommand(program: Command): Command {
  return common(program.command("inspect <tarball>"))
    .description("list a package's tarball without unpacking it, and say what must not be in it")
    .option("--git [commit]", "compare it with what git holds there; HEAD unless told")
    .option("--dir <dir>", "the package's folder, with --git; the one with its name unless told")
    .option(
      "--previous <tarball>",
      "an earlier tarball of the package: install scripts that it did not have are problems",
    );
}

function common(command: Command): Command {
  return command.option("--json", "one JSON document on stdout, nothing else there").exitOverride();
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function collectPackage(value: string, before: readonly PackageVersion[]): readonly PackageVersion[] {
  const at = value.lastIndexOf("@");
  const given = { name: value.slice(0, at), version: value.slice(at + 1) };
  const found = at > 0 ? parsePackageUri(renderPackageUri(given)) : undefined;
  if (found === undefined) throw new InvalidArgumentError("It is no name@version.");
  return [...before, found];
}

function positive(value: string): number {
  const count = Number(value);
  if (!/^\d{1,6}$/u.test(value) || count === 0) throw new InvalidArgumentError("It is no whole number above 0.");
  return count;
}
