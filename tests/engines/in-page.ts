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
  element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
  const nextFrame = (): Promise<unknown> =>
    new Promise((next) => {
      // A hidden window paints no frames.
      requestAnimationFrame(next);
      setTimeout(next, 500);
    });
  const before = element.getBoundingClientRect();
  await nextFrame();
  await nextFrame();
  const box = element.getBoundingClientRect();
  if (Math.abs(box.x - before.x) + Math.abs(box.y - before.y) > 0.5) return { missing: 'still moving' };
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  let hit = document.elementFromPoint(x, y);
  while (hit?.shadowRoot) {
    const inner = hit.shadowRoot.elementFromPoint(x, y);
    if (!inner || inner === hit) break;
    hit = inner;
  }
  let covered: Node | null = hit;
  while (covered && covered !== element)
    covered = covered instanceof ShadowRoot ? covered.host : covered.parentNode;
  if (!covered) return { missing: `covered by ${hit?.localName ?? 'nothing'}.${hit?.className ?? ''}` };
  page.impastoFound ??= new Map();
  const key = String(page.impastoFound.size);
  page.impastoFound.set(key, element);
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
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}
