/**
 * PlainBuffer, the format of rows in Tablestore's messages: tagged cells, each with a checksum, and a checksum of the
 * row. Only values of type text are supported, because the lock table has no others.
 */

const HEADER = 0x75;
const VARIANT_STRING = 3;
const TAG = {
  primaryKey: 0x01,
  columns: 0x02,
  cell: 0x03,
  name: 0x04,
  value: 0x05,
  deleteRow: 0x08,
  rowChecksum: 0x09,
  cellChecksum: 0x0a,
} as const;

export interface Row {
  readonly primaryKey: Readonly<Record<string, string>>;
  readonly columns: Readonly<Record<string, string>>;
}

/** CRC-8 with the polynomial x⁸ + x² + x + 1. */
function crc8(bytes: Iterable<number>): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x80 ? ((crc << 1) ^ 0x07) & 0xff : crc << 1;
  }
  return crc;
}

function littleEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

/** A text as a variant: type, length, bytes. The cell's checksum covers the cell's name and this. */
function variant(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.from([VARIANT_STRING]), littleEndian(bytes.length), bytes]);
}

function cellChecksum([name, value]: readonly [string, string]): number {
  return crc8(Buffer.concat([Buffer.from(name), variant(value)]));
}

function rowChecksum(cells: readonly (readonly [string, string])[], deleted: boolean): number {
  return crc8([...cells.map(cellChecksum), deleted ? 1 : 0]);
}

/** Encodes a row for an answer. */
export function encodeRow({ primaryKey, columns }: Row): Buffer {
  const [keyCells, columnCells] = [Object.entries(primaryKey), Object.entries(columns)];
  const cell = ([name, value]: readonly [string, string]) => {
    const [nameBytes, valueBytes] = [Buffer.from(name), variant(value)];
    return Buffer.concat([
      Buffer.from([TAG.cell, TAG.name]),
      littleEndian(nameBytes.length),
      nameBytes,
      Buffer.from([TAG.value]),
      littleEndian(valueBytes.length),
      valueBytes,
      Buffer.from([TAG.cellChecksum, cellChecksum([name, value])]),
    ]);
  };
  return Buffer.concat([
    littleEndian(HEADER),
    Buffer.from([TAG.primaryKey]),
    ...keyCells.map(cell),
    ...(columnCells.length > 0 ? [Buffer.from([TAG.columns])] : []),
    ...columnCells.map(cell),
    Buffer.from([TAG.rowChecksum, rowChecksum([...keyCells, ...columnCells], false)]),
  ]);
}

/** Decodes a request's row or primary key. @throws when it is malformed or a checksum is wrong */
export function decodeRow(bytes: Buffer): Row {
  const reader = new Reader(bytes);
  if (reader.int32() !== HEADER) throw new Error("no PlainBuffer");
  reader.expect(TAG.primaryKey);
  const keyCells = reader.cells();
  const columnCells = reader.skip(TAG.columns) ? reader.cells() : [];
  const deleted = reader.skip(TAG.deleteRow);
  reader.expect(TAG.rowChecksum);
  if (reader.byte() !== rowChecksum([...keyCells, ...columnCells], deleted)) throw new Error("wrong row checksum");
  return { primaryKey: Object.fromEntries(keyCells), columns: Object.fromEntries(columnCells) };
}

class Reader {
  private position = 0;

  constructor(private readonly bytes: Buffer) {}

  byte(): number {
    return this.bytes.readUInt8(this.position++);
  }

  int32(): number {
    this.position += 4;
    return this.bytes.readInt32LE(this.position - 4);
  }

  /** Steps over a tag if it comes next. */
  skip(tag: number): boolean {
    if (this.bytes[this.position] !== tag) return false;
    this.position++;
    return true;
  }

  expect(tag: number): void {
    if (!this.skip(tag)) throw new Error(`no tag ${tag} at ${this.position}`);
  }

  cells(): [name: string, value: string][] {
    const cells: [string, string][] = [];
    while (this.skip(TAG.cell)) {
      this.expect(TAG.name);
      const name = this.text();
      this.expect(TAG.value);
      this.int32();
      if (this.byte() !== VARIANT_STRING) throw new Error(`${name} is no text`);
      const cell: [string, string] = [name, this.text()];
      this.expect(TAG.cellChecksum);
      if (this.byte() !== cellChecksum(cell)) throw new Error(`wrong checksum of ${name}`);
      cells.push(cell);
    }
    return cells;
  }

  private text(): string {
    const length = this.int32();
    this.position += length;
    return this.bytes.toString("utf8", this.position - length, this.position);
  }
}
