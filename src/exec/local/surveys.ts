import type { Survey } from '../../rdd/plan/survey.ts'
import { despiteOthers, type Running } from './running.ts'
import type { Stages } from './stages.ts'

/** What surveys found. Each is made once, unless it fails. */
export class Surveys {
  readonly #stages: Stages
  readonly #found = new WeakMap<Survey, Promise<unknown>>()

  constructor(stages: Stages) {
    this.#stages = stages
  }

  get(survey: Survey | undefined, running: Running): Promise<unknown> | undefined {
    if (survey === undefined) return undefined
    const known = this.#found.get(survey)
    if (known !== undefined) {
      return despiteOthers(running, async () => this.get(survey, running), known)
    }
    const found = this.#make(survey, running)
    this.#found.set(survey, found)
    found.catch(() => this.#found.delete(survey))
    return found
  }

  async #make(survey: Survey, running: Running): Promise<unknown> {
    const { node, action = { kind: 'collect' }, read } = survey
    await this.#stages.prepare(node, running)
    const results: unknown[] = []
    for (let p = 0; p < node.numPartitions; p++) {
      results.push(await this.#stages.task(node, p, action, running))
    }
    return read(results as never[])
  }
}
