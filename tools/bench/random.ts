/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** A whole number from 0 to one below the limit. */
  readonly below: (limit: number) => number;
}

/** Marsaglia's xorshift over 32 bits: enough to spread dependencies, good for nothing that has to be secret. */
export function openRandom(seed: number): Random {
  let state = seed === 0 ? 1 : seed;
  return {
    below: (limit) => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return (state >>> 0) % limit;
    },
  };
}
