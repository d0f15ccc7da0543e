import type { Limits } from '../pages.ts';

/** How many days back jobs are read, unless the configuration says otherwise: jobs pile up for ever. */
export const LOOKBACK_DAYS = 30;

/** What SageMaker takes at most; its default is 10. */
export const PAGE_SIZE = 100;

/** What one kind of resource may cost in one region: so many pages of a list, and so many calls of Describe. */
const MOST_PAGES = 20;
export const MOST_DESCRIBED = 500;

/** Of a list whose items are described one by one. */
export const LIST_LIMITS: Limits = { pages: MOST_PAGES, items: MOST_DESCRIBED };

/** Of a search, which returns resources in full. */
export const SEARCH_LIMITS: Limits = { pages: MOST_PAGES, items: MOST_PAGES * PAGE_SIZE };
