/** Breaches of the Content Security Policy and of Trusted Types, in pages and in workers, of all browsers of a test. */
import type { BrowserContext, ConsoleMessage, Page } from '@playwright/test';

const seen: string[] = [];

/** Listens to a page, or to all pages of a context, from now on. */
export function watchViolations(target: Page | BrowserContext): void {
  target.on('console', (message: ConsoleMessage) => {
    const text = message.text();
    if (/Content Security Policy|Content-Security-Policy|TrustedScript|TrustedHTML/.test(text))
      seen.push(text);
  });
}

/** What was seen since the last call. */
export function takeViolations(): readonly string[] {
  return seen.splice(0);
}
