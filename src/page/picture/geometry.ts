/** Sizes in the units of the drawing, which are pixels where it is not scaled. */
export const CARD: { readonly width: number; readonly height: number } = { width: 190, height: 48 };
export const BETWEEN_COLUMNS = 132;
export const COLUMNS = 4;
export const MARGIN = 6;

export const PICTURE_WIDTH: number = columnAt(COLUMNS - 1) + CARD.width + MARGIN;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a column begins. */
export function columnAt(column: number): number {
  return MARGIN + column * (CARD.width + BETWEEN_COLUMNS);
}
