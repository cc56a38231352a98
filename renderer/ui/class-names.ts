/** Joins the class names that apply; what is false, null or undefined does not. */
export function classNames(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
