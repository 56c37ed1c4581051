/** The buttons of mirror mode, in a row: the remote for fingers, with the way out. A template, so that they stay the mirror's own. */
import { Camera, type IconNode, Maximize, Pause, Play, SkipBack, SkipForward, X } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { hasFullScreen } from './full-screen';
import { mirrorStrings } from './mirror-strings';
import type { Remote } from './remote';

/** @param held the style is @param leave called by the last button */
export function mirrorPanel(remote: Remote, held: boolean, leave: () => void): TemplateResult {
  const { step, toggleHold, countDown, toggleFullScreen } = remote;
  return html`
    ${button(mirrorStrings.previous(), SkipBack, () => step(-1))}
    <button
      type="button"
      class="round"
      aria-label=${mirrorStrings.hold()}
      title=${mirrorStrings.hold()}
      aria-pressed=${held ? 'true' : 'false'}
      @click=${toggleHold}
    >
      <impasto-icon .icon=${held ? Play : Pause}></impasto-icon>
    </button>
    ${button(mirrorStrings.next(), SkipForward, () => step(1))}
    ${button(mirrorStrings.photo(), Camera, countDown)}
    ${hasFullScreen() ? button(mirrorStrings.fullScreen(), Maximize, toggleFullScreen) : nothing}
    ${button(mirrorStrings.leave(), X, leave, 'leave')}
  `;
}

function button(label: string, icon: IconNode, act: () => void, name = ''): TemplateResult {
  return html`<button type="button" class="round ${name}" aria-label=${label} title=${label} @click=${act}>
    <impasto-icon .icon=${icon}></impasto-icon>
  </button>`;
}
