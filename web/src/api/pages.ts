/** A page of a list, as every list of the contract comes. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

/** All items of a list of which it is known that it is short, at most `limit` of them. */
export async function allOf<T>(
  page: (cursor: string | undefined) => Promise<Page<T>>,
  limit = 20_000,
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const { items: more, next } = await page(cursor);
    items.push(...more);
    cursor = next ?? undefined;
  } while (cursor !== undefined && items.length < limit);
  return items;
}
