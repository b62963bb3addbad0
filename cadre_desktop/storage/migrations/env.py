"""Run the migrations on the connection that `migrate.upgrade` hands over, inside its one transaction."""

from alembic import context

given = context.config.attributes
context.configure(
    connection=given["connection"],
    render_as_batch=True,
    transactional_ddl=True,  # alembic's default for SQLite would leave half-changed tables behind
    on_version_apply=given["on_step"],
)
with context.begin_transaction():
    context.run_migrations()
