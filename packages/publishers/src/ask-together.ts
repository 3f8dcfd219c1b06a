/**
 * One question at a time, and one more for all who come while it is under way. So whoever asks gets an answer that was asked for
 * after they came, and many who ask at once are few questions.
 */
export function askTogether<T>(ask: () => Promise<T>): () => Promise<T> {
  let asking: Promise<unknown> = Promise.resolve();
  let coming: Promise<T> | undefined;
  return () => {
    coming ??= asking.then(async () => {
      coming = undefined;
      const answer = ask();
      asking = answer.catch(() => undefined);
      return await answer;
    });
    return coming;
  };
}

/** The same for questions about one thing or another, each by its name. */
export function askTogetherOf<T>(ask: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const known = new Map<string, () => Promise<T>>();
  return async (name) => {
    const one = known.get(name) ?? askTogether(() => ask(name));
    known.set(name, one);
    return await one();
  };
}
