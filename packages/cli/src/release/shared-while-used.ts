/**
 * Something that is opened when it is first asked for, shared by all that use it at the same time, and closed when the last of
 * them is done. Rejects as `open` does, for all that asked meanwhile; whoever asks later opens it anew.
 */
export function sharedWhileUsed<Thing>(
  open: () => Promise<Thing>,
  close: (thing: Thing) => Promise<void>,
): <T>(work: (thing: Thing) => Promise<T>) => Promise<T> {
  let opened: Promise<Thing> | undefined;
  let users = 0;
  return async (work) => {
    users += 1;
    const shared = (opened ??= open());
    try {
      return await work(await shared);
    } finally {
      users -= 1;
      if (users === 0) {
        opened = undefined;
        await close(await shared);
      }
    }
  };
}
