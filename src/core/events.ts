import type { CallSite } from './errors/tap-error.ts'
import type { Millis } from './duration.ts'
import type { LogLevel } from './log-level.ts'

/** What one input gave to a batch. */
export interface StreamInputInfo {
  readonly inputStreamId: number
  readonly name: string
  readonly numRecords: number
  /** What was read, where the input is made of files. */
  readonly files?: readonly string[]
}

/** A receiver as it stands when something is told of it; names and empty values are Spark's. */
export interface ReceiverInfo {
  readonly streamId: number
  /** Its kind and the stream: `SocketReceiver-0`. */
  readonly name: string
  readonly active: boolean
  readonly location: string
  readonly executorId: string
  /** '' as long as there was none since it was started. */
  readonly lastErrorMessage: string
  /** The stack, or ''. */
  readonly lastError: string
  /** Or -1. */
  readonly lastErrorTime: Millis
}

export interface OutputOperationInfo {
  readonly batchTime: Millis
  readonly id: number
  readonly name: string
  readonly site?: CallSite | undefined
  readonly startTime?: Millis | undefined
  readonly endTime?: Millis | undefined
  readonly failureReason?: string | undefined
}

export interface BatchInfo {
  readonly batchTime: Millis
  readonly inputs: readonly StreamInputInfo[]
  readonly submissionTime: Millis
  readonly processingStartTime?: Millis | undefined
  readonly processingEndTime?: Millis | undefined
  readonly outputs: readonly OutputOperationInfo[]
}

/** Where a source stands with the outside world. */
export type SourcePhase =
  | 'waiting' /* for its server, with the reason */
  | 'connected'
  | 'closed' /* by the other side, waiting for it to come back */
  | 'error' /* was reported, and it goes on */
  | 'paused'
  | 'resumed'
  | 'ended'

/** Counts of one operator in one finished task: in = passed + dropped + failed; `out` apart. */
export interface OperatorCount {
  /** Its stable identity. */
  readonly operator: string
  readonly name: string
  readonly kind: string
  readonly site: CallSite | undefined
  readonly in: number
  readonly passed: number
  readonly out: number
}

/** Everything observable. Status line, listeners and tests read the same events. */
export type TapEvent =
  | { readonly type: 'StreamingStarted'; readonly time: Millis }
  | { readonly type: 'StreamingStopped'; readonly time: Millis }
  | {
      readonly type: 'ReceiverStarted' | 'ReceiverError' | 'ReceiverStopped'
      readonly receiver: ReceiverInfo
    }
  | { readonly type: 'BatchSubmitted'; readonly batch: BatchInfo }
  | { readonly type: 'BatchStarted'; readonly batch: BatchInfo }
  | { readonly type: 'BatchCompleted'; readonly batch: BatchInfo }
  | { readonly type: 'OutputOperationStarted'; readonly operation: OutputOperationInfo }
  | { readonly type: 'OutputOperationCompleted'; readonly operation: OutputOperationInfo }
  | {
      readonly type: 'SourceState'
      readonly source: string
      readonly phase: SourcePhase
      /** One sentence for the person at the terminal. */
      readonly text: string
      readonly code?: string
      readonly site?: CallSite | undefined
    }
  | { readonly type: 'OperatorCounts'; readonly counts: readonly OperatorCount[] }
  /** What the sources and outputs of a context are worth when the process dies. */
  | { readonly type: 'Guarantees'; readonly lines: readonly string[] }
  /** `awaited`: an awaitTermination was told the error; otherwise it is kept for the next. */
  | { readonly type: 'BatchFailed'; readonly error: unknown; readonly awaited: boolean }
  /** A source could not be started (its folder is missing, say). */
  | { readonly type: 'StartFailed'; readonly error: unknown }
  /** A later awaitTermination took the error that was kept. */
  | { readonly type: 'BatchErrorTaken' }
  | { readonly type: 'TaskFailed'; readonly operator: string; readonly message: string }
  | {
      readonly type: 'StageCompiled'
      readonly name: string
      readonly shape: string
      /** The generated code. */
      readonly text: string
    }
  /** How much the person at the terminal wants to be told. */
  | { readonly type: 'LogLevelSet'; readonly level: LogLevel }
  /** Bytes that were not UTF-8 became this many U+FFFD. */
  | { readonly type: 'InvalidText'; readonly characters: number }
  | {
      /** Something worth a line on stderr; `once` names it so that it is said a single time. */
      readonly type: 'Notice'
      readonly once: string
      readonly text: string
      readonly site?: CallSite | undefined
    }

export type EventListener = (event: TapEvent) => void

/** Delivers each event to every listener at once, in the order of posting. A listener that throws stops nobody. */
export class EventBus {
  readonly #listeners = new Set<EventListener>()
  readonly #said = new Set<string>()

  on(listener: EventListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  post(event: TapEvent): void {
    if (event.type === 'Notice') {
      if (this.#said.has(event.once)) return
      this.#said.add(event.once)
    }
    for (const listener of this.#listeners) {
      try {
        listener(event)
      } catch (error) {
        queueMicrotask(() => {
          throw error
        })
      }
    }
  }
}
