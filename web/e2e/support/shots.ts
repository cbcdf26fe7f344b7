/** A picture of the page. */
interface Shot {
  /** The name of the file, without theme and width. */
  name: string;
  address: string;
  /** A selector of what has to be there before the picture is taken. */
  ready: string;
}

/** One picture, or some, of each view; add yours here. */
export async function shots(_server: string): Promise<Shot[]> {
  return [{ name: "dataflows", address: "/dataflows", ready: "text=densed" }];
}
