const entryOf = (text: string): [name: string, target: string] => {
  const [name = '', target = ''] = text.split('=')
  return [name.trim().toLowerCase(), target.trim()]
}

/**
 * The host to connect to in place of `host`: the environment variable `TAP_HOSTS=tapnc=localhost,broker=127.0.0.1` maps
 * names of another network (the course's Docker names) to names of this computer. Read at each call.
 */
export const mappedHost = (host: string): string => {
  for (const entry of (process.env['TAP_HOSTS'] ?? '').split(',')) {
    const [name, target] = entryOf(entry)
    if (name === host.toLowerCase() && target !== '') return target
  }
  return host
}
