import { extend } from '../../core/extend.ts'
import type { Hint } from '../../core/hint.ts'
import { optional } from '../../core/options.ts'
import { callSite } from '../../closure/call-site.ts'
import { SocketSource } from '../../io/socket/socket-source.ts'
import { StdinSource } from '../../io/stdin-source.ts'
import type { DStream } from '../dstream.ts'
import { checkHost } from '../input/check-host.ts'
import { type QueueItem, queueStream } from '../input/queue-stream.ts'
import { sourceStream } from '../input/source-stream.ts'
import { StreamingContext } from '../streaming-context.ts'

declare module '../streaming-context.ts' {
  interface StreamingContext {
    /**
     * Lines of text from a TCP server, which is waited for as long as it takes, and for which is waited again when it
     * has closed the connection.
     * @throws TAP209 when `port` is no port number
     * @example
     * const lines = ssc.socketTextStream('localhost', 9999)
     */
    socketTextStream(host: string, port: number): DStream<string>
    /**
     * Lines of this process's standard input.
     * @example
     * ssc.stdinTextStream().count().pprint()
     */
    stdinTextStream(): DStream<string>
    /**
     * One RDD per batch from the head of a live array (or, with `oneAtATime` false, all of it); arrays in it become
     * RDDs. An empty queue gives `default`, else an empty RDD.
     * @example
     * ssc.queueStream([['a', 'b'], ['c']]).pprint()   // prints a and b and c
     */
    queueStream<T extends Hint>(
      queue: QueueItem<T>[],
      oneAtATime?: boolean | { oneAtATime?: boolean; default?: QueueItem<T> | null },
      fallback?: QueueItem<T> | null,
    ): DStream<T>
  }
}

extend(StreamingContext, {
  socketTextStream(this: StreamingContext, host: string, port: number) {
    const site = callSite()
    this.checkOpen('socketTextStream()', site)
    checkHost(host, 'socketTextStream', site)
    return sourceStream(this, 'socketTextStream', new SocketSource({ host, port, site }), site)
  },
  stdinTextStream(this: StreamingContext) {
    const site = callSite()
    this.checkOpen('stdinTextStream()', site)
    return sourceStream(this, 'stdinTextStream', new StdinSource(process.stdin), site)
  },
  queueStream(this: StreamingContext, queue: QueueItem<unknown>[], ...rest: unknown[]) {
    const site = callSite()
    const names = ['oneAtATime', 'default']
    const [one = true, fallback] = optional('queueStream', names, rest, callSite)
    return queueStream(
      this,
      queue,
      { oneAtATime: one !== false, fallback: fallback as QueueItem<unknown> | null | undefined },
      site,
    )
  },
})
