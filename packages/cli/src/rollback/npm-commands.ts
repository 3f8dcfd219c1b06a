import { shellWord } from "@releaser/core";

export interface DistTagMove {
  readonly name: string;
  readonly tag: string;
  /** Where it goes; undefined takes it away. */
  readonly to: string | undefined;
  /** The package's registry, where that is not the one for all. */
  readonly registry?: string | undefined;
}

/** The command that moves a dist-tag, as a person types it. */
export function distTagCommand({ name, tag, to, registry }: DistTagMove): string {
  const move =
    to === undefined
      ? `npm dist-tag rm ${shellWord(name)} ${shellWord(tag)}`
      : `npm dist-tag add ${shellWord(`${name}@${to}`)} ${shellWord(tag)}`;
  return move + at(registry);
}

/** The command that warns whoever installs a version. */
export function deprecateCommand(id: string, message: string, registry?: string): string {
  return `npm deprecate ${shellWord(id)} ${shellWord(message)}${at(registry)}`;
}

function at(registry: string | undefined): string {
  return registry === undefined ? "" : ` --registry ${shellWord(registry)}`;
}
