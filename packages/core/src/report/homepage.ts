/** Where a repository is looked at, by the address that a manifest states: `git+https://host/a/b.git` is `https://host/a/b`. */
export function toHomepage(repository: string): string {
  return repository.replace(/^git\+/u, "").replace(/\.git$/u, "");
}
