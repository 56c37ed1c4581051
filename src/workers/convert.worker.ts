/** Entry of the convert worker; the work is in `./convert`. */
import type { ConvertCalls, ConvertEvent } from './convert.protocol';
import { convert } from './convert/conversion';
import { inspect, samplePictures } from './convert/inspect';
import { makeLoop } from './convert/loop';
import { Painter } from './convert/painter';
import { serveCalls } from './worker-calls';

const painter = new Painter((frame, time) => send({ kind: 'paint', frame, time }, [frame]));

const send: (event: ConvertEvent, transfer?: Transferable[]) => void = serveCalls<ConvertCalls>({
  inspect: ({ file }) => inspect(file),
  sample: ({ file, trim, count, side }) => samplePictures(file, trim, count, side),
  convert: (order) => convert(order, painter, (event) => send(event)),
  loop: (order) => makeLoop(order, (progress, frames) => send({ kind: 'progress', progress, frames })),
  attach: ({ frames }) => {
    painter.attach(frames);
    return null;
  },
  refusePaint: ({ message }) => {
    painter.refuse(message);
    return null;
  },
});
