"""Dumps of PostgreSQL, with the number of rows of each table as the dump has it."""
import contextlib
import json
import os
import subprocess

import boot
import host
import oss

from backups import run

SUFFIX = "dump"
BLOCK = 1 << 20
# Tables that have rows themselves, but not those that come with an extension.
TABLES = """
SELECT format('SELECT json_build_array(%L, count(*)) FROM %s', oid::regclass, oid::regclass)
  FROM pg_class
  WHERE relkind = 'r' AND relpersistence <> 't'
    AND relnamespace NOT IN (SELECT oid FROM pg_namespace WHERE nspname ~ '^pg_' OR nspname = 'information_schema')
    AND NOT EXISTS (
      SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e'
    )
  ORDER BY 1 \\gexec
"""
DESCRIPTION = """
SELECT json_build_object('snapshot', pg_export_snapshot(), 'serverVersion', current_setting('server_version'),
  'databaseBytes', pg_database_size(oid), 'encoding', pg_encoding_to_char(encoding), 'collate', datcollate,
  'ctype', datctype) FROM pg_database WHERE datname = current_database();
"""


def program(name):
    """The path of a program of PostgreSQL's client. One of a newer server's release may not read this server."""
    return os.path.join(os.environ.get("AINAV_PG_BIN", "/usr/pgsql-16/bin"), name)


@contextlib.contextmanager
def connection(role):
    """The environment of programs that connect as an account, `owner` or `readonly`. A file has its password."""
    database = run.setting("database")
    user = database["owner"] if role == "owner" else run.setting("database", "users", role)
    fields = ["*", "*", "*", user, run.secret("postgres-" + role)]
    line = ":".join(text.replace("\\", "\\\\").replace(":", "\\:") for text in fields)
    file = "/run/ainav/pgpass-{}-{}".format(role, os.getpid())
    host.write(file, line + "\n", 0o600)
    try:
        yield {
            "PATH": os.environ.get("PATH", ""),
            "PGHOST": database["host"],
            "PGPORT": str(database["port"]),
            "PGDATABASE": database["name"],
            "PGUSER": user,
            "PGPASSFILE": host.path(file),
            "PGSSLMODE": os.environ.get("AINAV_PG_SSLMODE", "require"),
            "PGCONNECT_TIMEOUT": "10",
            "PGAPPNAME": "ainav-backup",
            "PGCLIENTENCODING": "UTF8",
        }
    finally:
        os.remove(host.path(file))


@contextlib.contextmanager
def started(*command, **options):
    """A running program, which is killed when the block ends before it does."""
    process = subprocess.Popen(command, **options)
    try:
        yield process
    finally:
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        if process.poll() is None:
            process.kill()
        process.wait()


@contextlib.contextmanager
def session(environment, database=None):
    """A function that runs SQL in one session and returns the lines of its results. @raises boot.Failure"""
    target = dict(environment, **({"PGDATABASE": database} if database else {}))
    command = [program("psql"), "--no-psqlrc", "--quiet", "--no-align", "--tuples-only", "--set=ON_ERROR_STOP=1"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with started(*command, env=target, universal_newlines=True, bufsize=1, **pipes) as psql:

        def ask(sql):
            lines = []
            with contextlib.suppress(BrokenPipeError):
                psql.stdin.write(sql + "\n\\echo =answered=\n")
                psql.stdin.flush()
            for line in psql.stdout:
                if line == "=answered=\n":
                    return lines
                lines.append(line.rstrip("\n"))
            raise boot.Failure("psql ended with status {}; it says why above".format(psql.wait()))

        # RDS ends transactions that are idle for an hour, and the counts wait for the dump.
        ask("SET idle_in_transaction_session_timeout = 0; SET statement_timeout = 0; SET lock_timeout = '10min';")
        ask("SET client_min_messages = warning;")
        yield ask


def write(upload):
    """Writes a dump in pg_dump's custom format. Dump and counts see the database at one moment."""
    with connection("readonly") as environment, session(environment) as ask:
        ask("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;")
        details = json.loads(ask(DESCRIPTION)[0])
        arguments = ["--format=custom", "--compress=gzip:1", "--no-password", "--lock-wait-timeout=10min"]
        arguments.append("--snapshot=" + details.pop("snapshot"))
        with started(program("pg_dump"), *arguments, env=environment, stdout=subprocess.PIPE) as pg_dump:
            for block in iter(lambda: pg_dump.stdout.read(BLOCK), b""):
                upload.write(block)
            if pg_dump.wait() != 0:
                raise boot.Failure("pg_dump ended with status {}; it says why above".format(pg_dump.returncode))
        details["rows"] = rows(ask)
        details["release"] = release()
    return details


def rows(ask):
    """The number of rows of each table, by its name as SQL has it."""
    ask("SET search_path = '';")
    return dict(json.loads(line) for line in ask(TABLES))


def release():
    """The id of the release that the hosts run, or None."""
    place = host.settings().get("services", {}).get("releases")
    if not place:
        return None
    try:
        return json.loads(oss.Bucket(place["bucket"]).get(place["prefix"] + "current.json").decode())["id"]
    except (boot.Failure, ValueError, KeyError) as problem:
        boot.log("which release runs is not known: {}".format(problem))
        return None
