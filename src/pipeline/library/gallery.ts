/**
 * The 14 artworks shipped in `public/styles` (all in the public domain; terms in `public/styles/NOTICE.md`).
 * `GALLERY.tsv` beside the pictures is the source of these rows; a test holds the two together.
 */
import type { StyleEntry } from '../api/session-state';

type Row = readonly [file: string, title: string, artist: string, life: string, date: string];

/** In the order of the strip: strong, different looks first. */
const rows: readonly Row[] = [
  ['great-wave', 'The Great Wave off Kanagawa', 'Katsushika Hokusai', '1760-1849', 'c. 1830'],
  ['village-street-in-auvers', 'Village Street in Auvers', 'Vincent van Gogh', '1853-1890', '1890'],
  ['composition-viii', 'Composition VIII', 'Wassily Kandinsky', '1866-1944', '1923'],
  ['poppies', 'Poppies', 'Katsushika Hokusai', '1760-1849', 'c. 1833'],
  ['lion', 'Lion', 'Albrecht Durer', '1471-1528', '1494'],
  [
    'bal-du-moulin-de-la-galette',
    'Bal du moulin de la Galette',
    'Pierre-Auguste Renoir',
    '1841-1919',
    '1876',
  ],
  ['spring', 'Spring', 'Giuseppe Arcimboldo', '1526-1593', '1573'],
  [
    'inokashira-in-snow',
    'The Benzaiten Shrine at Inokashira in Snow',
    'Utagawa Hiroshige',
    '1797-1858',
    'undated',
  ],
  ['summertime', 'Summertime', 'Mary Cassatt', '1844-1926', '1894'],
  ['the-harvesters', 'The Harvesters', 'Pieter Bruegel the Elder', 'c.1525-1569', '1565'],
  ['kazusa-sea-route', 'Kazusa Sea Route', 'Katsushika Hokusai', '1760-1849', 'c. 1830'],
  ['woman-holding-a-fan', 'Woman Holding a Fan', 'Katsushika Hokusai', '1760-1849', 'undated'],
  ['ejiri-in-suruga', 'Ejiri in Suruga Province', 'Katsushika Hokusai', '1760-1849', 'c. 1832'],
  ['ramparts-at-aigues-mortes', 'The Ramparts at Aigues-Mortes', 'Frederic Bazille', '1841-1870', '1867'],
];

/** URLs are relative to the page, so that the app can be served from any folder. */
export const gallery: readonly StyleEntry[] = rows.map(([file, title, artist, life, date]) => ({
  id: file,
  origin: 'gallery',
  title,
  artist,
  life,
  date,
  thumbnailUrl: `./styles/thumbs/${file}.webp`,
  pictureUrl: `./styles/${file}.jpg`,
}));
