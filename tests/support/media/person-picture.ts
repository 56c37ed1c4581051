/** A plain person in front of a wall, drawn for the tests: head, hair, neck and shoulders. No one in particular. */

/** Places that are clearly in the person and clearly beside it, as shares of width and height. */
export const inPerson = [
  { x: 0.5, y: 0.4 },
  { x: 0.5, y: 0.85 },
  { x: 0.38, y: 0.9 },
  { x: 0.62, y: 0.9 },
] as const;
export const besidePerson = [
  { x: 0.1, y: 0.2 },
  { x: 0.9, y: 0.2 },
  { x: 0.1, y: 0.8 },
  { x: 0.92, y: 0.8 },
] as const;

export const personSvg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360" width="640" height="360">
<defs>
<linearGradient id="wall" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#b9c4c9"/><stop offset="1" stop-color="#8f9aa0"/></linearGradient>
<radialGradient id="skin" cx=".42" cy=".4" r=".75"><stop offset="0" stop-color="#f0c8a8"/><stop offset=".7" stop-color="#d9a27c"/><stop offset="1" stop-color="#a8704e"/></radialGradient>
<linearGradient id="shirt" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#33518c"/><stop offset="1" stop-color="#1b2c55"/></linearGradient>
</defs>
<rect width="640" height="360" fill="url(#wall)"/>
<path d="M180 360C180 270 230 248 285 238L290 205L350 205L355 238C410 248 460 270 460 360Z" fill="url(#shirt)"/>
<path d="M287 190L353 190L356 240Q320 268 284 240Z" fill="#c98f69"/>
<ellipse cx="320" cy="140" rx="58" ry="74" fill="url(#skin)"/>
<path d="M258 140C250 60 300 48 320 48C345 48 392 60 382 140C378 110 366 92 320 92C276 92 262 110 258 140Z" fill="#3a2618"/>
<ellipse cx="297" cy="136" rx="8" ry="5" fill="#fff"/><ellipse cx="343" cy="136" rx="8" ry="5" fill="#fff"/>
<circle cx="297" cy="136" r="4.5" fill="#3b2a20"/><circle cx="343" cy="136" r="4.5" fill="#3b2a20"/>
<path d="M286 124q11-7 22 0M332 124q11-7 22 0" stroke="#3a2618" stroke-width="4" fill="none"/>
<path d="M318 142q-8 22-2 24q6 3 12-1" stroke="#a8704e" stroke-width="3" fill="none"/>
<path d="M300 184q20 12 40 0" stroke="#9b4a41" stroke-width="6" fill="none"/>
</svg>`;
