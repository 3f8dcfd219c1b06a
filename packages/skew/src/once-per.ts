/** A pure function of one object, worked out once for each and forgotten together with it. */
export function oncePer<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const held = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const known = held.get(key) ?? { value: make(key) };
    held.set(key, known);
    return known.value;
  };
}
