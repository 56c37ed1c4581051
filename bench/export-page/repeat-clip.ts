/** A longer clip out of a short one, packet by packet: starting and ending a file must not count more than they do. */
import {
  BlobSource,
  BufferTarget,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  Output,
  WEBM,
  WebMOutputFormat,
} from 'mediabunny';

/** @param times how often `file` (WebM, beginning with a key frame) is played */
export async function repeatClip(file: File, times: number): Promise<File> {
  const input = new Input({ source: new BlobSource(file), formats: [WEBM] });
  try {
    const track = await input.getPrimaryVideoTrack();
    const codec = await track?.getCodec();
    const decoderConfig = await track?.getDecoderConfig();
    if (!track || !codec || !decoderConfig) throw new Error('the clip holds no picture');
    const target = new BufferTarget();
    const output = new Output({ format: new WebMOutputFormat(), target });
    const source = new EncodedVideoPacketSource(codec);
    output.addVideoTrack(source);
    await output.start();
    const length = await track.computeDuration();
    for (let time = 0; time < times; time++) {
      for await (const packet of new EncodedPacketSink(track).packets()) {
        await source.add(packet.clone({ timestamp: packet.timestamp + time * length }), { decoderConfig });
      }
    }
    await output.finalize();
    if (!target.buffer) throw new Error('nothing was written');
    return new File([target.buffer], file.name, { type: file.type });
  } finally {
    input.dispose();
  }
}
