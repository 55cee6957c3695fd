/** Names and addresses that exist only inside the Docker network of the course. */
const NAMES = ['tapnc', 'kafkaserver', 'broker', 'elasticsearch']
const ADDRESS = /^10\.0\.100\.\d{1,3}$/

export const inCourseNetwork = (host: string): boolean =>
  NAMES.includes(host.toLowerCase()) || ADDRESS.test(host)

export const courseNetworkCause = (host: string): string =>
  `${host} exists only inside the course's Docker network.`

/** The one way out that needs no change of the job; the same words on every system. */
export const mapHostFix = (host: string): string =>
  `write localhost in the job, or set the environment variable   TAP_HOSTS=${host}=localhost`
