"""The change of the database's schema that a release brings. One host at a time makes it."""
import os
import subprocess

import boot
import host

# The number that stands for migrations among PostgreSQL's advisory locks. Nothing else here takes one.
LOCK = 5201609
WAIT = "30min"
CONTAINER = "{}-migration"
SECRET = os.path.realpath(os.path.join(__file__, "../../../bin/secret"))


def connection():
    """Variables for psql. @raises boot.Failure when the host's settings lack the database"""
    services = host.settings()["services"]
    database, secret = services.get("database"), services.get("secrets", {}).get("postgres-owner")
    if not database or not secret:
        raise boot.Failure("/etc/ainav/host.json lacks services.database or services.secrets[\"postgres-owner\"]")
    got = subprocess.run([SECRET, secret], stdout=subprocess.PIPE, universal_newlines=True)
    if got.returncode != 0:
        raise boot.Failure("{}: the owner's password cannot be read".format(secret))
    return {
        "PGHOST": database["host"],
        "PGPORT": str(database["port"]),
        "PGDATABASE": database["name"],
        "PGUSER": database["owner"],
        "PGPASSWORD": got.stdout.rstrip("\n"),
        "PGSSLMODE": os.environ.get("PGSSLMODE", "require"),
        "PGCONNECT_TIMEOUT": "10",
    }


def run(engine, say):
    """Runs the migration's container while a session of psql holds the lock. Another host that wants it waits.

    The container's client inherits the session's input. So if only this program is killed, the lock is held until the
    migration has ended.

    @param say is told what is waited for
    @raises boot.Failure when the lock cannot be had, or when the migration fails
    """
    command = ["psql", "--no-psqlrc", "--quiet", "--no-align", "--tuples-only", "--set=ON_ERROR_STOP=1"]
    environment = dict(os.environ, **connection())
    session = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, universal_newlines=True, env=environment
    )
    try:
        session.stdin.write("SET lock_timeout = '{}';\n".format(WAIT))
        session.stdin.write("SELECT 'locked' FROM (SELECT pg_advisory_lock({})) AS taken;\n".format(LOCK))
        session.stdin.flush()
        if session.stdout.readline().strip() != "locked":
            raise boot.Failure("migration: no lock in the database; psql has said why. Nothing was changed")
        await_leftover(engine, say)
        name = CONTAINER.format(engine.project)
        engine.compose(
            "run", "--rm", "--no-deps", "--name", name, "-T", "migration", fds=(session.stdin.fileno(),)
        )
        if session.poll() is not None:
            raise boot.Failure("migration: the database closed the session that held the lock: see what it says")
    except boot.Failure as failure:
        raise boot.Failure("migration failed, and the release with it; services run on as before: {}".format(failure))
    finally:
        session.stdin.close()
        session.wait()


def await_leftover(engine, say):
    """Waits for a migration of a release that was killed, whose container goes on without it."""
    name = CONTAINER.format(engine.project)
    found = engine.call("ps", "--all", "--quiet", "--filter", "name=^{}$".format(name))
    if found:
        say("migration: waiting for one that an earlier run has started")
        engine.call("wait", found)
        engine.call("rm", "--force", found)
