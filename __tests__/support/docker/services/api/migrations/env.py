from alembic import context
from sqlalchemy import create_engine, text

from app import connections

# One migration at a time: another one waits until this transaction ends.
LOCK = 7203

engine = create_engine("postgresql+psycopg://", creator=connections.database)
with engine.begin() as connection:
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
