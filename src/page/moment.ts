import { printable } from '../findings/printable.ts';

/** `20 November 2026 at 06:00 UTC`; a text that is no time stays as it is. */
export function momentText(text: string): string {
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) return printable(text);
  const day = moment.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const time = moment.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
  return `${day} at ${time} UTC`;
}
