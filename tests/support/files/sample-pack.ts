/** A style pack with two artworks (of text, not pictures) for tests of the format. */
import type { StylePack } from '../../../src/pipeline/styles/style-pack';

export function samplePack(): StylePack {
  const part = (title: string, weight: number, value: number, content: string) => ({
    title,
    weight,
    code: new Float32Array(100).fill(value),
    picture: new Blob([content], { type: 'image/jpeg' }),
  });
  return {
    title: 'Waves + Poppies',
    strength: 0.8,
    keepColours: 0.25,
    strokeScale: 1.4,
    recipe: {
      network: '0123456789abcdef'.repeat(4),
      parts: [part('Waves', 0.75, 1, 'artwork one'), part('Poppies', 0.25, 2, 'artwork two')],
    },
  };
}
