/** The look of a frame whose second style is behind people: with the mask that the frame's people make. */
import { behindPeople } from '../../networks/pixels/styled-area';
import type { Look, PersonMask, RenderOptions } from '../../networks/types';

/**
 * The people in a picture, where they count for its painting; else null.
 * @param find begins at once
 */
export async function peopleFor(
  look: Look,
  { area }: Pick<RenderOptions, 'area'>,
  find: () => Promise<PersonMask | null> | undefined,
): Promise<PersonMask | null> {
  return area === 'all' && look.second?.behindPeople !== true ? null : ((await find()) ?? null);
}

/** `look` as it is for these people; itself where it has no use for them, or none were looked for. */
export function lookFor(look: Look, people: PersonMask | null): Look {
  const { second } = look;
  if (second?.behindPeople !== true || !people) return look;
  return { ...look, second: { ...second, mask: behindPeople(people) } };
}

/** The same object as long as look and people are the same: engines tell by it that nothing has changed. */
export class PeopleLook {
  #made: { readonly look: Look; readonly people: PersonMask | null; readonly seen: Look } | undefined;

  seen(look: Look, people: PersonMask | null): Look {
    if (this.#made?.look !== look || this.#made.people !== people)
      this.#made = { look, people, seen: lookFor(look, people) };
    return this.#made.seen;
  }
}
