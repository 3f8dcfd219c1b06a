import validate from "validate-npm-package-name";

/** Why no registry would take a name that is new to it, in words; empty where nothing speaks against it. */
export function nameProblems(name: string): readonly string[] {
  const { validForNewPackages, errors = [], warnings = [] } = validate(name);
  return validForNewPackages ? [] : [...errors, ...warnings];
}
