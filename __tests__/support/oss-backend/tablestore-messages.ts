/**
 * Tablestore's messages, which are protocol buffers. Its API uses only numbers, byte strings and nested messages.
 *
 * Field numbers are those of `table_store.proto` in github.com/aliyun/aliyun-tablestore-go-sdk 4.1.2.
 */

const VARINT = 0;
const LENGTH_DELIMITED = 2;

/** A message's fields, in order. Nested messages are already encoded. */
export type Field = readonly [field: number, value: number | string | Buffer];

/** A decoded message. */
export class Message {
  private readonly fields = new Map<number, (number | Buffer)[]>();

  /** @throws when the bytes are not a message, or when a field has a type that Tablestore does not use */
  constructor(bytes: Buffer) {
    let position = 0;
    const varint = () => {
      let value = 0n;
      for (let shift = 0n; ; shift += 7n) {
        const byte = bytes.readUInt8(position++);
        value |= BigInt(byte & 0x7f) << shift;
        if (byte < 0x80) return Number(value);
      }
    };
    while (position < bytes.length) {
      const tag = varint();
      const wireType = tag & 7;
      if (wireType !== VARINT && wireType !== LENGTH_DELIMITED) throw new Error(`wire type ${wireType}`);
      const value = varint();
      const [field, known] = [tag >> 3, this.fields.get(tag >> 3) ?? []];
      if (wireType === VARINT) this.fields.set(field, [...known, value]);
      else {
        if (position + value > bytes.length) throw new Error(`field ${field} ends after its message`);
        this.fields.set(field, [...known, bytes.subarray(position, position + value)]);
        position += value;
      }
    }
  }

  number(field: number): number {
    const [value] = this.fields.get(field) ?? [];
    if (typeof value !== "number") throw new Error(`field ${field} is no number`);
    return value;
  }

  bytes(field: number): Buffer {
    const [value] = this.fields.get(field) ?? [];
    if (!Buffer.isBuffer(value)) throw new Error(`field ${field} is missing`);
    return value;
  }

  /** A repeated text. */
  texts(field: number): string[] {
    return (this.fields.get(field) ?? []).map(String);
  }
}

/** Encodes a message. */
export function message(...fields: readonly Field[]): Buffer {
  return Buffer.concat(
    fields.flatMap(([field, value]) => {
      if (typeof value === "number") return [varint((field << 3) | VARINT), varint(value)];
      const bytes = Buffer.from(value);
      return [varint((field << 3) | LENGTH_DELIMITED), varint(bytes.length), bytes];
    }),
  );
}

/** Negative numbers take ten bytes, as 64 bits in two's complement. */
function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Buffer.from([...bytes, Number(rest)]);
}
