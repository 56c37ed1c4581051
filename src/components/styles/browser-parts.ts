/** Parts of the style browser's templates. */
import { ImageUp, type IconNode } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import '../controls/empty';
import '../controls/icon';

/** A way to another look. @param pressed of what is on or off */
export function way(
  label: string,
  icon: IconNode,
  act: () => void,
  { disabled = false, pressed }: { readonly disabled?: boolean; readonly pressed?: boolean } = {},
): TemplateResult {
  return html`<button
    type="button"
    class="way"
    aria-pressed=${ifDefined(pressed === undefined ? undefined : pressed ? 'true' : 'false')}
    ?disabled=${disabled}
    @click=${act}
  >
    <impasto-icon .icon=${icon}></impasto-icon>${label}
  </button>`;
}

/** In place of styles where there are none, with a way on. */
export function empty(
  icon: IconNode,
  title: string,
  text: string,
  act?: { readonly label: string; readonly run: () => void },
): TemplateResult {
  return html`<impasto-empty .icon=${icon} .heading=${title} .text=${text}>
    ${
      act
        ? html`<button type="button" class="action" @click=${act.run}>
            <impasto-icon .icon=${ImageUp}></impasto-icon>${act.label}
          </button>`
        : nothing
    }
  </impasto-empty>`;
}
