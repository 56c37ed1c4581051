/** Finds an element inside any number of open shadow roots. Runs in the page, so it uses nothing from outside of itself. */
export function findByTestId(testId: string): HTMLElement {
  const search = (root: Document | ShadowRoot): HTMLElement | null => {
    const found = root.querySelector<HTMLElement>(`[data-testid="${testId}"]`);
    if (found) return found;
    for (const { shadowRoot } of root.querySelectorAll('*')) {
      const inside = shadowRoot && search(shadowRoot);
      if (inside) return inside;
    }
    return null;
  };
  const element = search(document);
  if (!element) throw new Error(`nothing has data-testid="${testId}"`);
  return element;
}
