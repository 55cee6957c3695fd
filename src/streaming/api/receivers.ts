import { TAP109 } from '../../core/errors/tap109.ts'
import { extend } from '../../core/extend.ts'
import type { Hint } from '../../core/hint.ts'
import { callSite } from '../../closure/call-site.ts'
import { Receiver } from '../../io/receiver/receiver.ts'
import { ReceiverSource } from '../../io/receiver/receiver-source.ts'
import { ConvertedSource } from '../../io/socket/converted-source.ts'
import type { DStream } from '../dstream.ts'
import { checkHost } from '../input/check-host.ts'
import { sourceStream } from '../input/source-stream.ts'
import { StreamingContext } from '../streaming-context.ts'

declare module '../streaming-context.ts' {
  interface StreamingContext {
    /**
     * The records that a receiver of your own stores; see `Receiver`. One partition for each
     * `spark.streaming.blockInterval` in which some came, and one for each `storeAll`.
     * @throws TAP109 when it is no Receiver, or one that another stream has already
     * @example
     * class Once extends Receiver<string> {
     *   onStart() { this.store('hello') }
     *   onStop() {}
     * }
     * ssc.receiverStream(new Once()).pprint()   // prints hello
     */
    receiverStream<T extends Hint>(receiver: Receiver<T>): DStream<T>
    /**
     * Records that `converter` makes of the bytes a TCP server sends: lines are `socketTextStream`, this is for
     * everything else. It is called for each connection, and gets the bytes in pieces of any size, cut anywhere. The
     * server is waited for, and connected again when it is lost, or when the converter throws or ends.
     * @throws TAP209 when `port` is no port number, TAP109 when `converter` is no function
     * @example
     * // numbers of four bytes each
     * async function* numbers(chunks: AsyncIterable<Uint8Array>) {
     *   let rest = Buffer.alloc(0)
     *   for await (const chunk of chunks) {
     *     rest = Buffer.concat([rest, chunk])
     *     for (; rest.length >= 4; rest = rest.subarray(4)) yield rest.readUInt32BE()
     *   }
     * }
     * ssc.socketStream('localhost', 9999, numbers).pprint()
     */
    socketStream<T extends Hint>(
      host: string,
      port: number,
      converter: (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<T>,
    ): DStream<T>
  }
}

const isReceiver = (value: unknown): value is Receiver<Hint> =>
  value instanceof Receiver &&
  typeof (value as Partial<Receiver<Hint>>).onStart === 'function' &&
  typeof (value as Partial<Receiver<Hint>>).onStop === 'function'

const described = (value: unknown): string => {
  if (value instanceof Receiver) return `${value.constructor.name}, which lacks one of them`
  return value === null ? 'null' : typeof value
}

extend(StreamingContext, {
  receiverStream(this: StreamingContext, receiver: Receiver<Hint>) {
    const site = callSite()
    this.checkOpen('receiverStream()', site)
    const what = 'The argument of receiverStream'
    if (!isReceiver(receiver)) {
      const expected = 'an object of a class that extends Receiver, with onStart and onStop'
      throw TAP109({ what, expected, got: described(receiver), site })
    }
    const delay = this.sparkContext.config.millis('spark.streaming.receiverRestartDelay')
    const source = new ReceiverSource(receiver, delay)
    if (!source.attached) {
      const expected = 'a receiver of its own'
      throw TAP109({ what, expected, got: 'one that another stream has already', site })
    }
    return sourceStream(this, 'receiverStream', source, site)
  },
  socketStream(
    this: StreamingContext,
    host: string,
    port: number,
    converter: (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<Hint>,
  ) {
    const site = callSite()
    this.checkOpen('socketStream()', site)
    checkHost(host, 'socketStream', site)
    if (typeof converter !== 'function') {
      const what = 'The converter of socketStream'
      const expected = 'a function that makes records of bytes, such as an async function*'
      throw TAP109({ what, expected, got: converter === null ? 'null' : typeof converter, site })
    }
    const source = new ConvertedSource({ host, port, site }, converter)
    return sourceStream(this, 'socketStream', source, site)
  },
})
