import { type Dirent, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { Header } from "tar";

/** Files that programs and file managers leave behind. */
const IGNORED = ["__pycache__", ".DS_Store"];

/**
 * Packs the files of folders into a tar archive that depends on their names, contents and execute bits only. Entries
 * are sorted, without times and owners, and with the modes 755 and 644 whatever umask the checkout had. The archive is
 * not compressed, because zlib's output differs from machine to machine.
 *
 * @param folders absolute paths; later folders overlay earlier ones
 * @param texts texts of more files, by their paths below the root with `/` between the parts; they overlay all folders
 * @throws when a folder is missing or empty, or an entry is neither a file nor a folder
 */
export function packFolders(folders: readonly string[], texts: Readonly<Record<string, string>> = {}): Buffer {
  const files = new Map<string, PackedFile>();
  for (const folder of folders)
    for (const file of filesOf(folder)) files.set(file, readPacked(path.join(folder, file)));
  if (files.size === 0) throw new Error("folders: there is none; name at least one");
  for (const [file, text] of Object.entries(texts)) {
    files.set(file, { source: file, content: Buffer.from(text), isExecutable: false });
  }
  const entries = [...files.entries()].sort(([one], [other]) => (one < other ? -1 : 1));
  // A tar archive ends with two blocks of zeros.
  return Buffer.concat([...entries.map(([name, file]) => entryOf(name, file)), Buffer.alloc(1024)]);
}

/** A file of the archive. */
interface PackedFile {
  /** Where it comes from, for messages. */
  readonly source: string;
  readonly content: Buffer;
  readonly isExecutable: boolean;
}

function readPacked(source: string): PackedFile {
  return { source, content: readFileSync(source), isExecutable: (statSync(source).mode & 0o100) !== 0 };
}

/** Paths below a folder, with `/` between their parts. */
function filesOf(folder: string): string[] {
  if (!path.isAbsolute(folder)) throw new Error(`${folder}: is not absolute; resolve it against the project's folder`);
  if (!existsSync(folder)) throw new Error(`${folder}: there is no such folder; make it, or leave it out of folders`);
  const found = list(folder, "");
  if (found.length === 0)
    throw new Error(`${folder}: holds no file; add what the host needs, or leave it out of folders`);
  return found;
}

function list(folder: string, below: string): string[] {
  const entries: Dirent[] = readdirSync(path.join(folder, below), { withFileTypes: true });
  return entries
    .filter(({ name }) => !IGNORED.includes(name))
    .flatMap((entry) => {
      const name = `${below}${entry.name}`;
      if (entry.isDirectory()) return list(folder, `${name}/`);
      if (entry.isFile()) return [name];
      // A link could point to something else on the host.
      throw new Error(`${path.join(folder, name)}: is neither a file nor a folder; put a copy in its place`);
    });
}

function entryOf(name: string, { source, content, isExecutable }: PackedFile): Buffer {
  const header = new Header({
    path: name,
    type: "File",
    mode: isExecutable ? 0o755 : 0o644,
    uid: 0,
    gid: 0,
    mtime: new Date(0),
    size: content.length,
  });
  if (header.encode())
    throw new Error(`${source}: its name does not fit into a tar header; take a shorter one, of ASCII characters`);
  const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
  return Buffer.concat([header.block as Buffer, content, padding]);
}
