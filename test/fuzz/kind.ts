/** What a defect has in common with others like it: its words without their numbers and quotations. */
export function kindOf(defect: string): string {
  return defect
    .replace(/\d+/g, 'N')
    .replace(/'[^']*'|"(?:[^"\\]|\\.)*"/g, 'X')
    .slice(0, 160);
}
