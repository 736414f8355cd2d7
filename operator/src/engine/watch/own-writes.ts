interface Write<E> {
  writers: number;
  readonly versions: Set<string | undefined>;
  readonly events: E[];
}

/** Writes of ours that are under way, and what the server told of their objects meanwhile. */
export class OwnWrites<E extends { readonly key: string; readonly version: string | undefined }> {
  private readonly writes = new Map<string, Write<E>>();

  begin(key: string): void {
    const write = this.writes.get(key);
    if (write) write.writers++;
    else this.writes.set(key, { writers: 1, versions: new Set(), events: [] });
  }

  /** Keeps an event until the last write of its object has ended. @returns whether there is one. */
  hold(event: E): boolean {
    const write = this.writes.get(event.key);
    write?.events.push(event);
    return write !== undefined;
  }

  /**
   * @param version that the object got; undefined where it was not written.
   * @returns the events that waited, and which of them tell of a write of ours.
   */
  end(key: string, version: string | undefined): { readonly event: E; readonly own: boolean }[] {
    const write = this.writes.get(key);
    if (write === undefined) return [];
    write.versions.add(version);
    if (--write.writers > 0) return [];
    this.writes.delete(key);
    return write.events.map((event) => ({
      event,
      own: event.version !== undefined && write.versions.has(event.version),
    }));
  }
}
