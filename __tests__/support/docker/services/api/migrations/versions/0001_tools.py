from alembic import op

revision = "0001"
down_revision = None


def upgrade():
    op.execute("CREATE TABLE tools (title text PRIMARY KEY, embedding vector(3))")
    op.execute("INSERT INTO tools VALUES ('compass', '[1,2,3]'), ('sextant', '[4,5,6]')")
