import type { Clock } from '../../core/clock.ts'
import { errorText } from '../../core/errors/error-text.ts'
import { TAP605 } from '../../core/errors/tap605.ts'
import type { Millis } from '../../core/duration.ts'
import { Time } from '../../core/time.ts'
import type { Submitted } from '../../context/submitted.ts'
import type { SparkContext } from '../../context/spark-context.ts'
import { fileSystemFor } from '../../io/file-url.ts'
import type { Graph } from '../graph/graph.ts'
import type { Intake } from '../input/intake.ts'
import { Checkpointer } from './checkpointer.ts'
import { guaranteesOf } from './guarantees.ts'
import type { Recovered } from './recovered.ts'
import { restore } from './restore.ts'

interface Beginning {
  readonly sc: SparkContext
  readonly graph: Graph
  readonly intakes: readonly Intake[]
  readonly interval: Millis
  readonly clock: Clock
}

interface Begun {
  /** Batches to be run at once. */
  readonly missed: readonly Millis[]
  readonly checkpointer: Checkpointer | undefined
}

const WRITE_AHEAD = 'spark.streaming.receiver.writeAheadLog.enable'

/** Inputs of which something is lost when the process dies: what they gave is nowhere written down. */
const forgetful = (intakes: readonly Intake[], logged: boolean): readonly string[] =>
  intakes
    .filter(({ source }) => source.save === undefined && !(logged && source.ofFiles !== true))
    .map(({ source }) => source.name)

/** Where a context is written down, and what it goes on from. */
export class CheckpointDirectory {
  #path: string | undefined
  #making: Promise<void> | undefined
  #from: Recovered | undefined
  #acceptChanges = false
  #missed = 0

  get path(): string | undefined {
    return this.#path
  }

  /** Null: nowhere. */
  set(path: string | null): void {
    this.#path = path ?? undefined
    this.#making = path === null ? undefined : fileSystemFor(path).mkdir(path)
    // Told at the start, where it is waited for.
    this.#making?.catch(() => undefined)
  }

  /** What the command line says wins over the program: there this run was told to go on. */
  submit({ directory, from, acceptChanges }: NonNullable<Submitted['checkpoint']>): void {
    this.set(directory)
    if (from !== undefined) this.goOnFrom(from as Recovered, acceptChanges)
  }

  goOnFrom(from: Recovered, acceptChanges: boolean): void {
    this.#from = from
    this.#acceptChanges = acceptChanges
  }

  /** Rejects when the directory could not be made. */
  async made(): Promise<void> {
    try {
      await this.#making
    } catch (error) {
      throw TAP605({ directory: this.#path!, reason: errorText(error) }, error)
    }
  }

  /** Puts the context where an earlier process ended, if there was one; from now on batches are written down. */
  begin(context: Beginning): Begun {
    const from = this.#from
    const acceptChanges = this.#acceptChanges
    if (from !== undefined) context.clock.moveTo?.(from.completed)
    const missed =
      from === undefined ? [] : restore({ ...context, acceptChanges }, from, context.clock.now())
    this.#missed = missed.length
    return { missed, checkpointer: this.#checkpointer(context) }
  }

  /** Says where it goes on from, and what is guaranteed. */
  announce(context: Omit<Beginning, 'clock' | 'interval'>): void {
    const { sc, intakes, graph } = context
    if (this.#from !== undefined) this.#tell(context, this.#from)
    const lines = guaranteesOf({
      checkpoint: this.#path !== undefined,
      writeAhead: sc.config.boolean(WRITE_AHEAD),
      intakes,
      outputs: graph.outputs,
    })
    sc.events.post({ type: 'Guarantees', lines })
  }

  #checkpointer({ sc, graph, intakes, interval }: Beginning): Checkpointer | undefined {
    if (this.#path === undefined) return undefined
    const writeAhead = sc.config.boolean(WRITE_AHEAD)
    const { engine } = sc
    const options = { directory: this.#path, interval, graph, engine, intakes, writeAhead }
    return new Checkpointer(options, this.#from?.completed ?? graph.zeroTime)
  }

  #tell(
    { sc, intakes }: Pick<Beginning, 'sc' | 'intakes'>,
    { directory, completed }: Recovered,
  ): void {
    const logged = sc.config.boolean(WRITE_AHEAD)
    const lost = forgetful(intakes, logged)
    const text = [
      `Goes on from ${directory}, after batch ${new Time(completed).format()}.`,
      ...(this.#missed > 1 ? [`The ${this.#missed} batches that were missed run first.`] : []),
      ...(lost.length === 0
        ? []
        : [
            `What ${lost.join(', ')} had given and no batch had done is lost;`,
            `--conf ${WRITE_AHEAD}=true keeps it.`,
          ]),
    ].join(' ')
    sc.events.post({ type: 'Notice', once: 'recovered', text })
  }
}
