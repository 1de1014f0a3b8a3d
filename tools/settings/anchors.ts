/** The anchors that GitHub gives to the headings of a page. */
export class Anchors {
  private readonly used = new Map<string, number>();
  private readonly places = new Map<unknown, { readonly path: string; readonly anchor: string }>();

  /**
   * Gives the anchor of the next heading.
   *
   * @param subject what stands under the heading, to be found by {@link of}
   */
  add(heading: string, subject?: unknown): string {
    const slug = heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-");
    const count = this.used.get(slug) ?? 0;
    this.used.set(slug, count + 1);
    const anchor = count === 0 ? slug : `${slug}-${count}`;
    if (subject !== undefined && !this.places.has(subject)) this.places.set(subject, { path: heading, anchor });
    return anchor;
  }

  /** The first heading under which a subject stands. */
  of(subject: unknown): { readonly path: string; readonly anchor: string } | undefined {
    return this.places.get(subject);
  }
}
