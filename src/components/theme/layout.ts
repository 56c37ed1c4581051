/** Breakpoints shared by the elements whose layout changes together. */
import { unsafeCSS } from 'lit';

/** Room for the styles beside the picture: desktops, tablets on their side, phones on their side. */
export const sidePanel = unsafeCSS('(min-width: 960px), (orientation: landscape) and (max-height: 560px)');
