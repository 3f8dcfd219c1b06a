/** A pure function of one object, and of what always comes with it, worked out once for each and forgotten together with it. */
export function oncePer<Key extends object, Beside extends readonly unknown[], Value>(
  make: (key: Key, ...beside: Beside) => Value,
): (key: Key, ...beside: Beside) => Value {
  const held = new WeakMap<Key, { readonly value: Value }>();
  return (key, ...beside) => {
    const known = held.get(key) ?? { value: make(key, ...beside) };
    held.set(key, known);
    return known.value;
  };
}
