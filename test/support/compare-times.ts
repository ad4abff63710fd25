/**
 * How long one kind of call takes as a part of another: the ratio of their shortest times. Asked in turns, and the shortest counts,
 * so that other work on the machine weighs on both alike and on neither for long.
 */
export async function compareTimes(one: (turn: number) => Promise<unknown>, other: (turn: number) => Promise<unknown>, turns: number): Promise<number> {
  let [shortest, shortestOther] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let turn = 0; turn < turns; turn += 1) {
    shortest = Math.min(shortest, await timeOf(() => one(turn)))
    shortestOther = Math.min(shortestOther, await timeOf(() => other(turn)))
  }
  return shortest / shortestOther
}

async function timeOf(call: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await call()
  return performance.now() - begin
}
