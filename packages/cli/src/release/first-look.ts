/**
 * A look at one of many that are read together: the first time what was read for all counts, afterwards each is read by itself,
 * because it may have been changed. Where reading all of them fails, each is read by itself too, so that a failure is told of the
 * one that it is of.
 */
export function firstLook<Seen>(all: () => Promise<Seen>, one: () => Promise<Seen>): () => Promise<Seen> {
  let looked = false;
  return async () => {
    if (looked) return await one();
    looked = true;
    return await all().catch(one);
  };
}
