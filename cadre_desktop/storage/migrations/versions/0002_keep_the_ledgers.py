"""Keep the ledgers."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Keep the ledgers."""
    op.create_table(
        "indicator_set",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("unit_class", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("document", sa.String(length=60), nullable=True),
        sa.Column("base_year", sa.Integer(), nullable=True),
        sa.Column("base_count", sa.Integer(), nullable=True),
        sa.Column("remark", sa.String(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_set")),
    )
    with op.batch_alter_table("indicator_set", schema=None) as batch_op:
        batch_op.create_index(
            "ix_indicator_set_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_indicator_set_year"), ["year"], unique=False)

    op.create_table(
        "indicator",
        sa.Column("indicator_set_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("share", sa.String(length=30), nullable=False),
        sa.Column("weight", sa.Double(), nullable=True),
        sa.Column("duty_unit_id", sa.String(length=32), nullable=True),
        sa.Column("in_use", sa.Boolean(), nullable=False),
        sa.Column("stop_reason", sa.String(length=30), nullable=True),
        sa.Column("stop_words", sa.String(length=200), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["duty_unit_id"], ["unit.id"], name=op.f("fk_indicator_duty_unit_id")),
        sa.ForeignKeyConstraint(["indicator_set_id"], ["indicator_set.id"], name=op.f("fk_indicator_indicator_set_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
    )
    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_indicator_duty_unit_id"), ["duty_unit_id"], unique=False)
        batch_op.create_index(
            "ix_indicator_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_indicator_indicator_set_id"), ["indicator_set_id"], unique=False)

    op.create_table(
        "quota_setting",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("pool", sa.String(length=30), nullable=False),
        sa.Column("unit_kind", sa.String(length=30), nullable=True),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("pooled", sa.Boolean(), nullable=False),
        sa.Column("pool_name", sa.String(length=60), nullable=True),
        sa.Column("seats_override", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("document", sa.String(length=60), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_quota_setting_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quota_setting")),
    )
    with op.batch_alter_table("quota_setting", schema=None) as batch_op:
        batch_op.create_index(
            "ix_quota_setting_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_quota_setting_unit_id"), ["unit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_quota_setting_year"), ["year"], unique=False)

    op.create_table(
        "regular_assessment",
        sa.Column("cadre_id", sa.String(length=32), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=30), nullable=False),
        sa.Column("scheme", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("taking_part", sa.Boolean(), nullable=False),
        sa.Column("grade", sa.String(length=30), nullable=True),
        sa.Column("duties", sa.String(length=200), nullable=True),
        sa.Column("summary", sa.String(), nullable=True),
        sa.Column("days_absent", sa.Integer(), nullable=True),
        sa.Column("days_leave", sa.Integer(), nullable=True),
        sa.Column("times_late", sa.Integer(), nullable=True),
        sa.Column("conduct", sa.String(), nullable=True),
        sa.Column("comment", sa.String(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("reply", sa.String(length=300), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_regular_assessment_cadre_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_regular_assessment_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regular_assessment")),
    )
    with op.batch_alter_table("regular_assessment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_regular_assessment_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(
            "ix_regular_assessment_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_regular_assessment_unit_id"), ["unit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_regular_assessment_year"), ["year"], unique=False)

    op.create_table(
        "unit_assessment",
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("grade", sa.String(length=30), nullable=False),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("rank_place", sa.Integer(), nullable=True),
        sa.Column("rank_total", sa.Integer(), nullable=True),
        sa.Column("team_grade", sa.String(length=30), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("document", sa.String(length=60), nullable=True),
        sa.Column("team_reason", sa.String(length=200), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_assessment_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_assessment")),
    )
    with op.batch_alter_table("unit_assessment", schema=None) as batch_op:
        batch_op.create_index(
            "ix_unit_assessment_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_unit_assessment_unit_id"), ["unit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_unit_assessment_year"), ["year"], unique=False)

    op.create_table(
        "result_use",
        sa.Column("assessment_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("linked", sa.Boolean(), nullable=False),
        sa.Column("content", sa.String(), nullable=True),
        sa.Column("amount", sa.Double(), nullable=True),
        sa.Column("n_people", sa.Integer(), nullable=True),
        sa.Column("people", sa.String(length=300), nullable=True),
        sa.Column("document", sa.String(length=60), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["assessment_id"], ["unit_assessment.id"], name=op.f("fk_result_use_assessment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_use")),
    )
    with op.batch_alter_table("result_use", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_result_use_assessment_id"), ["assessment_id"], unique=False)
        batch_op.create_index(
            "ix_result_use_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
