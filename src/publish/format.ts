import type { Report } from '../findings/report.ts';

/** What a format may assume about the place its text goes to. */
export interface Canvas {
  /** Columns of the place; lines of prose are broken there. */
  readonly width: number;
  /** True where ANSI colours may be used. */
  readonly color: boolean;
}

/** A way to write a report. Pure: the same report on the same canvas gives the same text. */
export interface Format {
  readonly name: string;
  /** True where it shows `Report.picture`, which is only made for those who ask. */
  readonly needsPicture?: true;
  readonly render: (report: Report, canvas: Canvas) => string;
}
