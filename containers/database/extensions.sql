-- Runs once, when the volume is new. Migrations need the extension, and only a superuser makes it.
CREATE EXTENSION IF NOT EXISTS vector;
