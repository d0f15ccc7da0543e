/** Sizes in the units of the drawing, which are pixels where it is not scaled. */
export const CARD_WIDTH = 208;
export const BETWEEN_COLUMNS = 140;
export const COLUMNS = 4;
export const MARGIN = 6;
/** Between cards of a part, and between parts. */
export const GAP: { readonly within: number; readonly between: number } = { within: 12, between: 22 };

export const PICTURE_WIDTH: number = columnAt(COLUMNS - 1) + CARD_WIDTH + MARGIN;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a column begins. */
export function columnAt(column: number): number {
  return MARGIN + column * (CARD_WIDTH + BETWEEN_COLUMNS);
}

/** How high the card with this name is: a long one stands in two lines. */
export function cardHeight(label: string): number {
  return label.length > LONGEST_LINE ? 63 : 47;
}

const LONGEST_LINE = 17;
