"""Restores dumps of PostgreSQL: into a scratch database first, which gets its name once all rows are there."""
import contextlib
import json
import os
import re
import subprocess

import boot
import host

from backups import catalogue, postgres, run

MAINTENANCE = "postgres"
RENAMES = 10


def restore(bucket, manifest, into, stamp):
    """Restores a backup as the database `into`, which does not exist yet, or in place of the services' database.

    The one that is replaced gets the name `<name>_before_<stamp>`, and is not deleted.

    @param into a name, or None for the services' database
    @raises boot.Failure
    """
    name = run.setting("database", "name")
    target, kept = into or name, "{}_before_{}".format(name, stamp)
    for each in (target, kept):
        check_name(each)
    with postgres.connection("owner") as environment, postgres.session(environment, MAINTENANCE) as ask:
        if into and exists(ask, into):
            raise boot.Failure("--into {}: there is such a database; choose a name that is free".format(into))
        with scratch(bucket, manifest, environment, ask, name + "_restoring") as made:
            if not exists(ask, target):
                ask("ALTER DATABASE {} RENAME TO {};".format(made, target))
            else:
                swap(ask, target, kept, made)
                boot.log("{} is what it was before; drop it when nobody needs it: DROP DATABASE {}".format(kept, kept))
    boot.log("{} has the backup from {}".format(target, manifest["time"]))


def test(bucket, manifest):
    """Restores a backup into a scratch database and compares the rows. @raises boot.Failure when they differ"""
    name = run.setting("database", "name") + "_restore_test"
    with postgres.connection("owner") as environment, postgres.session(environment, MAINTENANCE) as ask:
        with scratch(bucket, manifest, environment, ask, name):
            rows = manifest["details"]["rows"]
            boot.log("{} tables with {} rows are there".format(len(rows), sum(rows.values())))


@contextlib.contextmanager
def scratch(bucket, manifest, environment, ask, name):
    """A database with the backup, whose rows were compared. It is dropped at the end, unless it was renamed."""
    check_name(name)
    listing = contents(bucket, manifest, environment)
    details = manifest["details"]
    # One is left when a run was killed.
    ask("DROP DATABASE IF EXISTS {};".format(name))
    texts = [literal(details[field]) for field in ("encoding", "collate", "ctype")]
    try:
        ask("CREATE DATABASE {} TEMPLATE template0 ENCODING {} LC_COLLATE {} LC_CTYPE {};".format(name, *texts))
        inside = dict(environment, PGDATABASE=name)
        # The roles' permissions in the database itself are in no dump. Nobody else may connect meanwhile.
        ask("REVOKE CONNECT, TEMPORARY ON DATABASE {} FROM PUBLIC;".format(name))
        load(bucket, manifest, inside, listing)
        script = "--file=" + host.path("/opt/ainav/database/roles.sql")
        command = [postgres.program("psql"), "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
        subprocess.check_call(command + [script], env=dict(inside, PGOPTIONS="-c client_min_messages=warning"))
        with postgres.session(inside) as count:
            count("ANALYZE;")
            compare(details["rows"], postgres.rows(count))
        yield name
    finally:
        drop(environment, name)


def contents(bucket, manifest, environment):
    """Reads the whole backup, and returns its table of contents for pg_restore, without the comments on extensions.

    RDS lets nobody comment on an extension, and the extension brings its comment along.

    @raises boot.Failure when the backup is damaged
    """
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with postgres.started(postgres.program("pg_restore"), "--list", env=environment, **pipes) as pg_restore:
        for block in catalogue.content(bucket, manifest):
            # pg_restore ends as soon as it has read the table, which comes first.
            with contextlib.suppress(BrokenPipeError):
                pg_restore.stdin.write(block)
        with contextlib.suppress(BrokenPipeError):
            pg_restore.stdin.close()
        listing = pg_restore.stdout.read().decode()
        if pg_restore.wait() != 0:
            raise boot.Failure("pg_restore cannot read {}; it says why above".format(manifest["key"]))
    return "".join(line for line in listing.splitlines(True) if " COMMENT - EXTENSION " not in line)


def load(bucket, manifest, environment, listing):
    place = "/run/ainav/contents-{}".format(os.getpid())
    host.write(place, listing, 0o600)
    arguments = ["--no-owner", "--exit-on-error", "--no-password", "--use-list=" + host.path(place)]
    arguments.append("--dbname=" + environment["PGDATABASE"])
    try:
        with postgres.started(
            postgres.program("pg_restore"), *arguments, env=environment, stdin=subprocess.PIPE
        ) as pg_restore:
            with contextlib.suppress(BrokenPipeError):
                for block in catalogue.content(bucket, manifest):
                    pg_restore.stdin.write(block)
                pg_restore.stdin.close()
            if pg_restore.wait() != 0:
                raise boot.Failure("pg_restore ended with status {}; it says why above".format(pg_restore.returncode))
    finally:
        os.remove(host.path(place))


def compare(expected, found):
    """@raises boot.Failure that names the tables whose number of rows is not that of the manifest"""
    names = [name for name in sorted(set(expected) | set(found)) if expected.get(name) != found.get(name)]
    if names:
        texts = ["{}: {} rows, not {}".format(name, found.get(name, "no"), expected.get(name, "any")) for name in names]
        raise boot.Failure("the restored database differs from the dump: " + "; ".join(texts))


def swap(ask, name, kept, made):
    """Gives the name to the new database in one transaction. Connections to the old one are ended."""
    for number in range(1, RENAMES + 1):
        ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {};".format(literal(name)))
        done = ask(
            "\\set ON_ERROR_STOP off\nBEGIN;\nALTER DATABASE {0} RENAME TO {1};\nALTER DATABASE {2} RENAME TO {0};\n"
            "COMMIT;\n\\set ON_ERROR_STOP on\n"
            "SELECT json_build_array(count(*)) FROM pg_database WHERE datname = '{1}';".format(name, kept, made)
        )
        if json.loads(done[-1]) == [1]:
            return
        boot.log("{}: services connect again at once (attempt {} of {})".format(name, number, RENAMES))
    raise boot.Failure("{}: services are connected to it; stop them, then try again".format(name))


def drop(environment, name):
    """Drops a scratch database, by a session of its own: the other one may have ended."""
    try:
        with postgres.session(environment, MAINTENANCE) as ask:
            ask("DROP DATABASE IF EXISTS {};".format(name))
    except boot.Failure as failure:
        boot.log("{} is left: {}; the next run drops it".format(name, failure))


def exists(ask, name):
    return ask("SELECT count(*) FROM pg_database WHERE datname = {};".format(literal(name))) == ["1"]


def literal(text):
    return "'{}'".format(text.replace("'", "''"))


def check_name(name):
    if not re.match(r"[a-z][a-z0-9_]{0,62}$", name) or name == MAINTENANCE or name.startswith("template"):
        advice = "write up to 63 lower-case letters, digits and underscores, a letter first"
        raise boot.Failure("{}: is no name for a database; {}".format(name, advice))
