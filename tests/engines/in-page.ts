/**
 * Finds controls by role and name, as a screen reader does, inside shadow roots too. Every function here runs in the
 * page and uses nothing from outside of itself but axe, which `person.ts` brings there.
 */

export interface Wanted {
  readonly role: string;
  /** The accessible name, or a regular expression's source when `pattern`. */
  readonly name: string;
  readonly pattern: boolean;
}

/** Where a control is, CSS px of what is seen; or why it cannot be pressed. */
export type Found =
  { readonly x: number; readonly y: number; readonly key: string } | { readonly missing: string };

/** The parts of axe-core that its types leave out. */
interface Axe {
  setup(root: Element): Virtual;
  teardown(): void;
  readonly utils: { querySelectorAll(tree: Virtual, selector: string): readonly Virtual[] };
  readonly commons: {
    readonly aria: { getRole(node: Virtual): string | null };
    readonly text: { accessibleTextVirtual(node: Virtual): string };
    readonly dom: { isVisibleToScreenReaders(node: Virtual): boolean };
  };
}
interface Virtual {
  readonly actualNode: HTMLElement;
}

/**
 * Looks for a control, brings it into view, and says where to press it once it is at rest, enabled and not covered.
 * `key` is the number that `withControl` finds it by again.
 */
export async function findControl(wanted: Wanted): Promise<Found> {
  const page = globalThis as unknown as { axe: Axe; impastoFound?: Map<string, HTMLElement> };
  const { axe } = page;
  const { aria, text, dom } = axe.commons;
  const matches = (name: string): boolean =>
    wanted.pattern ? new RegExp(wanted.name).test(name) : name.trim() === wanted.name;
  const tree = axe.setup(document.documentElement);
  let element: HTMLElement | undefined;
  try {
    element = axe.utils
      .querySelectorAll(tree, '*')
      .find(
        (node) =>
          (wanted.role === 'summary'
            ? node.actualNode.localName === 'summary'
            : aria.getRole(node) === wanted.role) &&
          matches(text.accessibleTextVirtual(node)) &&
          dom.isVisibleToScreenReaders(node),
      )?.actualNode;
  } finally {
    axe.teardown();
  }
  if (!element) return { missing: 'not there' };
  if (element.matches(':disabled')) return { missing: 'disabled' };
  const target = element;
  const centre = (): readonly [x: number, y: number] => {
    const { x, y, width, height } = target.getBoundingClientRect();
    return [x + width / 2, y + height / 2];
  };
  /** What lies at its centre instead of it; null when a press would meet it. */
  const cover = (): string | null => {
    const [x, y] = centre();
    let hit = document.elementFromPoint(x, y);
    while (hit?.shadowRoot) {
      const inner = hit.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === hit) break;
      hit = inner;
    }
    for (let node: Node | null = hit; node; node = node instanceof ShadowRoot ? node.host : node.parentNode)
      if (node === target) return null;
    return hit?.localName ?? 'nothing';
  };
  /** A sheet that slides in may rest for half a second at its beginning while the page is busy. */
  const slides = (): boolean => {
    for (
      let node: Node | null = target;
      node;
      node = node instanceof ShadowRoot ? node.host : node.parentNode
    )
      if (node instanceof Element && node.getAnimations().some(({ playState }) => playState === 'running'))
        return true;
    return false;
  };
  // In the middle, where lists with snap points leave it.
  if (cover() !== null) target.scrollIntoView({ block: 'nearest', inline: 'center', behavior: 'instant' });
  // Smooth scrolling ends; each look is a moment after the one before.
  const before = centre();
  await new Promise((next) => setTimeout(next, 150));
  const [x, y] = centre();
  if (slides() || Math.abs(x - before[0]) + Math.abs(y - before[1]) > 0.5) return { missing: 'still moving' };
  const covered = cover();
  if (covered !== null) return { missing: `covered by ${covered}` };
  page.impastoFound ??= new Map();
  const key = String(page.impastoFound.size);
  page.impastoFound.set(key, target);
  return { x, y, key };
}

/** Sets a slider's or a field's value as a person's input does. */
export function setControl([key, value]: readonly [key: string, value: string]): void {
  const page = globalThis as unknown as { impastoFound?: Map<string, HTMLElement> };
  const element = page.impastoFound?.get(key);
  if (!(element instanceof HTMLInputElement)) throw new Error('no field to fill');
  element.focus();
  element.value = value;
  element.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  element.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
}

/** Ids and places of what axe finds wrong, one a line. */
export async function axeViolations(): Promise<string[]> {
  interface Results {
    readonly violations: readonly {
      readonly id: string;
      readonly nodes: readonly { readonly target: readonly unknown[] }[];
    }[];
  }
  const { axe } = globalThis as unknown as { axe: { run(): Promise<Results> } };
  const { violations } = await axe.run();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}
