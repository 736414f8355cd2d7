/** Keys of objects by a value that is made of them. */
export class ObjectIndex {
  private readonly byValue = new Map<string, Set<string>>();

  keys(value: string): readonly string[] {
    return [...(this.byValue.get(value) ?? [])];
  }

  /** The values of a key are others now. */
  set(key: string, previous: readonly string[], next: readonly string[]): void {
    for (const value of previous) this.remove(value, key);
    for (const value of next) this.add(value, key);
  }

  private add(value: string, key: string): void {
    const keys = this.byValue.get(value);
    if (keys) keys.add(key);
    else this.byValue.set(value, new Set([key]));
  }

  private remove(value: string, key: string): void {
    const keys = this.byValue.get(value);
    if (keys?.delete(key) && keys.size === 0) this.byValue.delete(value);
  }
}
