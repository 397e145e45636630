import type { Locator, Page } from 'playwright-core';

/** The row of a list by its text; lists are grids or list boxes, by what can be done with their rows. */
export const row = (page: Page, list: string, text: string): Locator =>
  page
    .getByRole('grid', { name: list })
    .or(page.getByRole('listbox', { name: list }))
    .getByText(text)
    .first();
