/**
 * What the desk is compared with: bare Fastify and one minimal transaction, a round trip each, as the obvious program would do it.
 * A process of its own; argument: the database's URL. Prints its port when it listens.
 */
import fastify from 'fastify'
import pg from 'pg'

const tables = `
  create schema if not exists bench;
  create table if not exists bench.people (id bigint generated always as identity primary key, external_id text not null unique, name text not null);
  create table if not exists bench.conversations (id bigint generated always as identity primary key, person_id bigint not null references bench.people);
  create table if not exists bench.messages (id bigint generated always as identity primary key,
    conversation_id bigint not null references bench.conversations, text text not null, at timestamptz not null default now());
  create sequence if not exists bench.numbers start 100000;
  create table if not exists bench.complaints (id bigint generated always as identity primary key, number text not null unique,
    person_id bigint not null references bench.people, conversation_id bigint not null references bench.conversations, status text not null);
  create table if not exists bench.outbox (id bigint generated always as identity primary key,
    conversation_id bigint not null references bench.conversations, text text not null, state text not null default 'queued')`

const pool = new pg.Pool({ connectionString: process.argv[2], max: 10 })
await pool.query(tables)

type Said = { readonly externalId: string; readonly name: string; readonly text: string }

async function register({ externalId, name, text }: Said): Promise<string> {
  const client = await pool.connect()
  const one = async (sql: string, values: unknown[]): Promise<string> => String((await client.query(sql, values)).rows[0]?.value)
  try {
    await client.query('begin')
    const person = await one(
      'insert into bench.people (external_id, name) values ($1, $2) on conflict (external_id) do update set name = excluded.name returning id as value',
      [externalId, name],
    )
    const conversation = await one('insert into bench.conversations (person_id) values ($1) returning id as value', [person])
    await client.query('insert into bench.messages (conversation_id, text) values ($1, $2)', [conversation, text])
    const number = await one(
      `insert into bench.complaints (number, person_id, conversation_id, status) values (nextval('bench.numbers')::text, $1, $2, 'new') returning number as value`,
      [person, conversation],
    )
    await client.query('insert into bench.outbox (conversation_id, text) values ($1, $2)', [
      conversation,
      `Complaint ${number} is registered.`,
    ])
    await client.query('commit')
    return number
  } catch (reason) {
    await client.query('rollback')
    throw reason
  } finally {
    client.release()
  }
}

const app = fastify()
app.get('/', async () => ({ ok: true }))
app.post<{ Body: Said }>('/complaints', async (request) => ({ number: await register(request.body) }))
await app.listen({ host: '127.0.0.1', port: 0 })
const address = app.server.address()
console.log(typeof address === 'object' && address !== null ? address.port : '')
process.on('SIGTERM', () => void app.close().then(() => pool.end()))
