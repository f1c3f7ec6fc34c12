// Asks for pages as several people at once, and prints how long each answer took, in milliseconds.
// Reads its orders as JSON from the standard input: url, cookies (one for each person), paths, seconds, most.
import { readFileSync } from 'node:fs'
import autocannon from 'autocannon'

const { url, cookies, paths, seconds, most } = JSON.parse(readFileSync(0, 'utf8'))
const times = []
const statuses = {}
let person = 0

const running = autocannon({
  url,
  connections: cookies.length,
  timeout: 60,
  ...(most ? { amount: most } : { duration: seconds }),
  setupClient (client) {
    // Everyone begins at another place of the list, so that no two look at the same record together.
    const first = Math.floor((person * paths.length) / cookies.length)
    const cookie = cookies[person++ % cookies.length]
    const inTurn = [...paths.slice(first), ...paths.slice(0, first)]
    client.setRequests(inTurn.map((path) => ({ method: 'GET', path, headers: { cookie } })))
  }
})
running.on('response', (_client, status, _bytes, time) => {
  statuses[status] = (statuses[status] ?? 0) + 1
  times.push(time)
})
const { errors, timeouts, duration } = await running
process.stdout.write(JSON.stringify({ times, statuses, errors, timeouts, duration }))
