const MOMENT_AND_REST = /-\d{8}T\d{6}Z-(?=[0-9a-f]+$)/;

/** A tag that a capture library made, without the moment in it, which stands beside it anyway: `densed 34555dd3`. */
export function shortTag(tag: string): string {
  return tag.replace(MOMENT_AND_REST, " ");
}
