/** What axe finds wrong with the page. */
import axe from 'axe-core';

/** `getAnimations` sees one tree only: this goes through the shadow roots too. */
function animationsIn(root: Document | ShadowRoot): Animation[] {
  const inner = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
    shadowRoot ? animationsIn(shadowRoot) : [],
  );
  return [...root.getAnimations(), ...inner];
}

function hasModal(root: Document | ShadowRoot): boolean {
  if (root.querySelector('dialog:modal')) return true;
  return [...root.querySelectorAll('*')].some(
    ({ shadowRoot }) => shadowRoot !== null && hasModal(shadowRoot),
  );
}

/** Rules broken on the page, with the elements that break them. */
export async function violations(): Promise<string[]> {
  // A fade hides the true colours from axe: jump to its end. Fresh elements begin theirs with the next frame.
  await new Promise(requestAnimationFrame);
  for (const animation of animationsIn(document)) {
    if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
  }
  // Below a modal dialog everything is inert, and the dialog lies in the top layer. axe knows of neither and takes
  // controls below it for controls that cover it: here it is told, as long as it looks.
  const main = document.querySelector('impasto-app')?.shadowRoot?.querySelector('main');
  const covered = main !== null && main !== undefined && hasModal(document);
  if (covered) main.inert = true;
  const { violations: found } = await axe.run(document.body, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  });
  if (covered) main.inert = false;
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary ?? ''}`),
  );
}
