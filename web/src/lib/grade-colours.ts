/** Grades are told apart by colour, in the order of the site's configuration; their names stand beside it. */

const COLOURS = ["bg-(--grade-1)", "bg-(--grade-2)", "bg-(--grade-3)", "bg-(--grade-4)", "bg-(--grade-5)", "bg-(--grade-6)"] as const;

export function gradeColour(index: number): string {
  return COLOURS[(index < 0 ? 0 : index) % COLOURS.length]!;
}

const FILLS = ["fill-(--grade-1)", "fill-(--grade-2)", "fill-(--grade-3)", "fill-(--grade-4)", "fill-(--grade-5)", "fill-(--grade-6)"] as const;

/** The same, inside a drawing. */
export function gradeFill(index: number): string {
  return FILLS[(index < 0 ? 0 : index) % FILLS.length]!;
}
