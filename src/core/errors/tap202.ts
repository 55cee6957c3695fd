import { nearest } from '../nearest.ts'
import { courseNetworkCause, inCourseNetwork, mapHostFix } from './course-network.ts'
import { defineError, type CallSite } from './tap-error.ts'

const WELL_KNOWN = ['localhost']

const causeOf = (host: string, noAnswer: boolean): string | undefined => {
  if (inCourseNetwork(host)) return courseNetworkCause(host)
  if (noAnswer) return 'The name server does not answer: this computer may be offline.'
  return undefined
}

const fixOf = (host: string): string => {
  if (inCourseNetwork(host)) return mapHostFix(host)
  const meant = nearest(host, WELL_KNOWN)
  return meant === undefined ? `correct the name, or ${mapHostFix(host)}` : `write ${meant}`
}

export const TAP202 = defineError<{
  host: string
  /** The name server gave no answer, not even that it does not know the name. */
  noAnswer: boolean
  site: CallSite | undefined
}>({
  code: 'TAP202',
  kind: 'environment',
  title: 'the host name is not known',
  more: 'Names such as tapnc, kafkaServer, broker and elasticsearch, and the addresses 10.0.100.x, exist only inside the Docker network of the course. The environment variable TAP_HOSTS maps names to others, several with commas between them: TAP_HOSTS=tapnc=localhost,broker=127.0.0.1.',
  text: ({ host, noAnswer, site }) => {
    const cause = causeOf(host, noAnswer)
    return {
      what: `The host name "${host}" is not known on this computer.`,
      at: [['at', site]],
      ...(cause !== undefined && { cause }),
      fix: fixOf(host),
    }
  },
  example: { host: 'tapnc', noAnswer: false, site: { file: 'wc.ts', line: 7, column: 19 } },
})
