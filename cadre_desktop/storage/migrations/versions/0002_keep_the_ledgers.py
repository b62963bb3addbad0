"""Keep the ledgers."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Keep the ledgers."""
    op.create_table(
        "adjustment_situation",
        sa.Column("edition", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("gist", sa.String(), nullable=True),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustment_situation")),
    )
    with op.batch_alter_table("adjustment_situation", schema=None) as batch_op:
        batch_op.create_index(
            "ix_adjustment_situation_in_bin",
            ["deleted_at"],
            unique=False,
            sqlite_where=sa.text("deleted_at IS NOT NULL"),
        )

    op.create_table(
        "incentive_measure",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("content", sa.String(), nullable=True),
        sa.Column("document", sa.String(length=120), nullable=True),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incentive_measure")),
    )
    with op.batch_alter_table("incentive_measure", schema=None) as batch_op:
        batch_op.create_index(
            "ix_incentive_measure_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )

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
        "problem_class",
        sa.Column("aspect", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("in_use", sa.Boolean(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem_class")),
    )
    with op.batch_alter_table("problem_class", schema=None) as batch_op:
        batch_op.create_index(
            "ix_problem_class_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )

    op.create_table(
        "promotion_ground",
        sa.Column("edition", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("whom", sa.String(length=120), nullable=True),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promotion_ground")),
    )
    with op.batch_alter_table("promotion_ground", schema=None) as batch_op:
        batch_op.create_index(
            "ix_promotion_ground_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )

    op.create_table(
        "talent_pool",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("purpose", sa.String(), nullable=True),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talent_pool")),
    )
    with op.batch_alter_table("talent_pool", schema=None) as batch_op:
        batch_op.create_index(
            "ix_talent_pool_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )

    op.create_table(
        "adjustment",
        sa.Column("cadre_id", sa.String(length=32), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("old_post", sa.String(length=120), nullable=True),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("unit_opinion", sa.String(), nullable=True),
        sa.Column("office_opinion", sa.String(), nullable=True),
        sa.Column("way", sa.String(length=30), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("document", sa.String(length=60), nullable=True),
        sa.Column("talked_on", sa.Date(), nullable=True),
        sa.Column("destination_id", sa.String(length=32), nullable=True),
        sa.Column("new_post", sa.String(length=120), nullable=True),
        sa.Column("influence_months", sa.Integer(), nullable=True),
        sa.Column("statement", sa.String(), nullable=True),
        sa.Column("followed_on", sa.Date(), nullable=True),
        sa.Column("follow_up", sa.String(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_adjustment_cadre_id")),
        sa.ForeignKeyConstraint(["destination_id"], ["unit.id"], name=op.f("fk_adjustment_destination_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_adjustment_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustment")),
    )
    with op.batch_alter_table("adjustment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_adjustment_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_adjustment_decided_on"), ["decided_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_adjustment_destination_id"), ["destination_id"], unique=False)
        batch_op.create_index(
            "ix_adjustment_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_adjustment_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "board_entry",
        sa.Column("issue", sa.String(length=40), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("item", sa.String(length=60), nullable=False),
        sa.Column("colour", sa.String(length=30), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("head_id", sa.String(length=32), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=200), nullable=True),
        sa.Column("handling", sa.String(), nullable=True),
        sa.Column("reply", sa.String(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["head_id"], ["cadre.id"], name=op.f("fk_board_entry_head_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_board_entry_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_entry")),
    )
    with op.batch_alter_table("board_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_board_entry_head_id"), ["head_id"], unique=False)
        batch_op.create_index(
            "ix_board_entry_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_board_entry_item"), ["item"], unique=False)
        batch_op.create_index(batch_op.f("ix_board_entry_published_on"), ["published_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_board_entry_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "care_record",
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("cadre_id", sa.String(length=32), nullable=True),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("n_people", sa.Integer(), nullable=True),
        sa.Column("amount", sa.Double(), nullable=True),
        sa.Column("days", sa.Double(), nullable=True),
        sa.Column("content", sa.String(), nullable=True),
        sa.Column("handler", sa.String(length=30), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_care_record_cadre_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_care_record_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_record")),
    )
    with op.batch_alter_table("care_record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_care_record_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_care_record_done_on"), ["done_on"], unique=False)
        batch_op.create_index(
            "ix_care_record_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_care_record_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "challenge",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("cadre_id", sa.String(length=32), nullable=True),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("posted_on", sa.Date(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("goal", sa.String(), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_challenge_cadre_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_challenge_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge")),
    )
    with op.batch_alter_table("challenge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_challenge_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(
            "ix_challenge_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_challenge_posted_on"), ["posted_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_challenge_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "contest",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("post_name", sa.String(length=80), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("rules", sa.String(), nullable=True),
        sa.Column("document", sa.String(length=60), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_contest_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contest")),
    )
    with op.batch_alter_table("contest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contest_held_on"), ["held_on"], unique=False)
        batch_op.create_index(
            "ix_contest_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_contest_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "deviation_problem",
        sa.Column("project", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("found_by", sa.String(length=30), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("cadre_id", sa.String(length=32), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("assigned_on", sa.Date(), nullable=True),
        sa.Column("measures", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("resumed_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("reply", sa.String(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_deviation_problem_cadre_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_deviation_problem_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deviation_problem")),
    )
    with op.batch_alter_table("deviation_problem", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deviation_problem_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_deviation_problem_found_on"), ["found_on"], unique=False)
        batch_op.create_index(
            "ix_deviation_problem_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_deviation_problem_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "honour",
        sa.Column("to", sa.String(length=30), nullable=False),
        sa.Column("cadre_id", sa.String(length=32), nullable=True),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("level", sa.String(length=30), nullable=False),
        sa.Column("authority", sa.String(length=80), nullable=True),
        sa.Column("awarded_on", sa.String(length=10), nullable=False),
        sa.Column("honour_field", sa.String(length=30), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("document", sa.String(length=60), nullable=True),
        sa.Column("grounds", sa.String(), nullable=True),
        sa.Column("withdrawn_on", sa.String(length=10), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_honour_cadre_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_honour_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_honour")),
    )
    with op.batch_alter_table("honour", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_honour_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(
            "ix_honour_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_honour_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "incentive_use",
        sa.Column("measure_id", sa.String(length=32), nullable=False),
        sa.Column("cadre_id", sa.String(length=32), nullable=True),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("used_on", sa.Date(), nullable=False),
        sa.Column("grounds", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_incentive_use_cadre_id")),
        sa.ForeignKeyConstraint(["measure_id"], ["incentive_measure.id"], name=op.f("fk_incentive_use_measure_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_incentive_use_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incentive_use")),
    )
    with op.batch_alter_table("incentive_use", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incentive_use_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(
            "ix_incentive_use_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_incentive_use_measure_id"), ["measure_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_incentive_use_unit_id"), ["unit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_incentive_use_used_on"), ["used_on"], unique=False)

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
        "liaison",
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("cadre_id", sa.String(length=32), nullable=True),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("point_id", sa.String(length=32), nullable=True),
        sa.Column("point_name", sa.String(length=80), nullable=True),
        sa.Column("topic", sa.String(length=120), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_liaison_cadre_id")),
        sa.ForeignKeyConstraint(["point_id"], ["unit.id"], name=op.f("fk_liaison_point_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_liaison_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_liaison")),
    )
    with op.batch_alter_table("liaison", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_liaison_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(
            "ix_liaison_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_liaison_point_id"), ["point_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_liaison_started_on"), ["started_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_liaison_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "maker_base",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("built_on", sa.String(length=10), nullable=False),
        sa.Column("closed_on", sa.String(length=10), nullable=True),
        sa.Column("business", sa.String(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_maker_base_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_maker_base")),
    )
    with op.batch_alter_table("maker_base", schema=None) as batch_op:
        batch_op.create_index(
            "ix_maker_base_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_maker_base_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "mentoring",
        sa.Column("mentor_id", sa.String(length=32), nullable=False),
        sa.Column("cadre_id", sa.String(length=32), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("plan", sa.String(), nullable=True),
        sa.Column("record", sa.String(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_mentoring_cadre_id")),
        sa.ForeignKeyConstraint(["mentor_id"], ["cadre.id"], name=op.f("fk_mentoring_mentor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentoring")),
    )
    with op.batch_alter_table("mentoring", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mentoring_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(
            "ix_mentoring_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_mentoring_mentor_id"), ["mentor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_mentoring_started_on"), ["started_on"], unique=False)

    op.create_table(
        "placement",
        sa.Column("cadre_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("batch", sa.String(length=40), nullable=True),
        sa.Column("from_unit_id", sa.String(length=32), nullable=True),
        sa.Column("to_unit_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.String(length=120), nullable=True),
        sa.Column("work_field", sa.String(length=60), nullable=True),
        sa.Column("mentor_id", sa.String(length=32), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("planned_end_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("tasks", sa.String(), nullable=True),
        sa.Column("summary", sa.String(), nullable=True),
        sa.Column("mentor_words", sa.String(), nullable=True),
        sa.Column("grade", sa.String(length=30), nullable=True),
        sa.Column("appraisal", sa.String(), nullable=True),
        sa.Column("office_opinion", sa.String(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_placement_cadre_id")),
        sa.ForeignKeyConstraint(["from_unit_id"], ["unit.id"], name=op.f("fk_placement_from_unit_id")),
        sa.ForeignKeyConstraint(["mentor_id"], ["cadre.id"], name=op.f("fk_placement_mentor_id")),
        sa.ForeignKeyConstraint(["to_unit_id"], ["unit.id"], name=op.f("fk_placement_to_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement")),
    )
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_placement_batch"), ["batch"], unique=False)
        batch_op.create_index(batch_op.f("ix_placement_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_placement_from_unit_id"), ["from_unit_id"], unique=False)
        batch_op.create_index(
            "ix_placement_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_placement_mentor_id"), ["mentor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_placement_started_on"), ["started_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_placement_to_unit_id"), ["to_unit_id"], unique=False)

    op.create_table(
        "pool_member",
        sa.Column("pool_id", sa.String(length=32), nullable=False),
        sa.Column("cadre_id", sa.String(length=32), nullable=False),
        sa.Column("batch", sa.String(length=40), nullable=True),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("measures", sa.String(), nullable=True),
        sa.Column("used_on", sa.Date(), nullable=True),
        sa.Column("used_as", sa.String(length=200), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("left_reason", sa.String(length=200), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_pool_member_cadre_id")),
        sa.ForeignKeyConstraint(["pool_id"], ["talent_pool.id"], name=op.f("fk_pool_member_pool_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pool_member")),
    )
    with op.batch_alter_table("pool_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pool_member_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pool_member_entered_on"), ["entered_on"], unique=False)
        batch_op.create_index(
            "ix_pool_member_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_pool_member_pool_id"), ["pool_id"], unique=False)

    op.create_table(
        "public_opinion",
        sa.Column("channel", sa.String(length=30), nullable=False),
        sa.Column("heard_on", sa.Date(), nullable=False),
        sa.Column("cadre_id", sa.String(length=32), nullable=True),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("satisfaction", sa.String(length=30), nullable=True),
        sa.Column("n_people", sa.Integer(), nullable=True),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("reply", sa.String(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_public_opinion_cadre_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_public_opinion_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_opinion")),
    )
    with op.batch_alter_table("public_opinion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_public_opinion_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_public_opinion_heard_on"), ["heard_on"], unique=False)
        batch_op.create_index(
            "ix_public_opinion_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_public_opinion_unit_id"), ["unit_id"], unique=False)

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
        "recruit",
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("cadre_id", sa.String(length=32), nullable=True),
        sa.Column("degree", sa.String(length=30), nullable=True),
        sa.Column("platform_level", sa.String(length=30), nullable=True),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("came_on", sa.String(length=10), nullable=False),
        sa.Column("channel", sa.String(length=60), nullable=True),
        sa.Column("speciality", sa.String(length=80), nullable=True),
        sa.Column("document", sa.String(length=60), nullable=True),
        sa.Column("left_on", sa.String(length=10), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_recruit_cadre_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_recruit_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recruit")),
    )
    with op.batch_alter_table("recruit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recruit_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(
            "ix_recruit_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_recruit_unit_id"), ["unit_id"], unique=False)

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
        "sanction",
        sa.Column("cadre_id", sa.String(length=32), nullable=False),
        sa.Column("sanction_class", sa.String(length=30), nullable=False),
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("decided_on", sa.String(length=10), nullable=False),
        sa.Column("authority", sa.String(length=80), nullable=True),
        sa.Column("document", sa.String(length=60), nullable=True),
        sa.Column("facts", sa.String(), nullable=True),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("released_on", sa.String(length=10), nullable=True),
        sa.Column("statement", sa.String(), nullable=True),
        sa.Column("withdrawn_on", sa.String(length=10), nullable=True),
        sa.Column("withdrawn_document", sa.String(length=60), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_sanction_cadre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sanction")),
    )
    with op.batch_alter_table("sanction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sanction_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(
            "ix_sanction_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )

    op.create_table(
        "source_note",
        sa.Column("department", sa.String(length=30), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("cadre_id", sa.String(length=32), nullable=True),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("category", sa.String(length=60), nullable=True),
        sa.Column("polarity", sa.String(length=30), nullable=True),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("document", sa.String(length=60), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("verified", sa.String(), nullable=True),
        sa.Column("reply", sa.String(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_source_note_cadre_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_source_note_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_note")),
    )
    with op.batch_alter_table("source_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_source_note_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(
            "ix_source_note_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_source_note_received_on"), ["received_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_source_note_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "study_activity",
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("form", sa.String(length=30), nullable=False),
        sa.Column("five", sa.String(length=30), nullable=True),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("on_achievement_view", sa.Boolean(), nullable=False),
        sa.Column("n_people", sa.Integer(), nullable=True),
        sa.Column("speaker", sa.String(length=60), nullable=True),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("content", sa.String(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_study_activity_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_activity")),
    )
    with op.batch_alter_table("study_activity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_study_activity_held_on"), ["held_on"], unique=False)
        batch_op.create_index(
            "ix_study_activity_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_study_activity_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "supervision_item",
        sa.Column("matter", sa.String(length=200), nullable=False),
        sa.Column("field_of_work", sa.String(length=60), nullable=True),
        sa.Column("source", sa.String(length=30), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("cadre_id", sa.String(length=32), nullable=True),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("risk", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("handling", sa.String(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("reply", sa.String(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_supervision_item_cadre_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_supervision_item_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision_item")),
    )
    with op.batch_alter_table("supervision_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supervision_item_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_supervision_item_found_on"), ["found_on"], unique=False)
        batch_op.create_index(
            "ix_supervision_item_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_supervision_item_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "training_class",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("term_number", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("form", sa.String(length=30), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("host_id", sa.String(length=32), nullable=True),
        sa.Column("teacher", sa.String(length=120), nullable=True),
        sa.Column("on_achievement_view", sa.Boolean(), nullable=False),
        sa.Column("hours", sa.Double(), nullable=True),
        sa.Column("n_people", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("content", sa.String(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["host_id"], ["unit.id"], name=op.f("fk_training_class_host_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_class")),
    )
    with op.batch_alter_table("training_class", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_training_class_host_id"), ["host_id"], unique=False)
        batch_op.create_index(
            "ix_training_class_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_training_class_started_on"), ["started_on"], unique=False)

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
        "unit_checklist",
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("built", sa.Boolean(), nullable=False),
        sa.Column("built_on", sa.Date(), nullable=True),
        sa.Column("n_items", sa.Integer(), nullable=True),
        sa.Column("content", sa.String(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_checklist_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_checklist")),
    )
    with op.batch_alter_table("unit_checklist", schema=None) as batch_op:
        batch_op.create_index(
            "ix_unit_checklist_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_unit_checklist_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "vetting",
        sa.Column("cadre_id", sa.String(length=32), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("proposed_post", sa.String(length=120), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("archive_on", sa.Date(), nullable=True),
        sa.Column("archive_by", sa.String(length=30), nullable=True),
        sa.Column("archive_result", sa.String(length=30), nullable=True),
        sa.Column("archive_notes", sa.String(length=300), nullable=True),
        sa.Column("matters_on", sa.Date(), nullable=True),
        sa.Column("matters_by", sa.String(length=30), nullable=True),
        sa.Column("matters_result", sa.String(length=30), nullable=True),
        sa.Column("matters_notes", sa.String(length=300), nullable=True),
        sa.Column("discipline_document", sa.String(length=60), nullable=True),
        sa.Column("discipline_asked_on", sa.Date(), nullable=True),
        sa.Column("discipline_on", sa.Date(), nullable=True),
        sa.Column("discipline_result", sa.String(length=30), nullable=True),
        sa.Column("discipline_words", sa.String(length=300), nullable=True),
        sa.Column("petitions_on", sa.Date(), nullable=True),
        sa.Column("petitions_by", sa.String(length=30), nullable=True),
        sa.Column("petitions_result", sa.String(length=30), nullable=True),
        sa.Column("petitions_words", sa.String(length=300), nullable=True),
        sa.Column("integrity_words", sa.String(), nullable=True),
        sa.Column("secretary", sa.String(length=30), nullable=True),
        sa.Column("secretary_on", sa.Date(), nullable=True),
        sa.Column("discipline_secretary", sa.String(length=30), nullable=True),
        sa.Column("discipline_secretary_on", sa.Date(), nullable=True),
        sa.Column("talk_on", sa.Date(), nullable=True),
        sa.Column("notice_from", sa.Date(), nullable=True),
        sa.Column("notice_to", sa.Date(), nullable=True),
        sa.Column("notice_result", sa.String(length=200), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("refused_reason", sa.String(length=300), nullable=True),
        sa.Column("statement", sa.String(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_vetting_cadre_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_vetting_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vetting")),
    )
    with op.batch_alter_table("vetting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vetting_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(
            "ix_vetting_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_vetting_started_on"), ["started_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_vetting_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "adjustment_situations",
        sa.Column("adjustment_id", sa.String(length=32), nullable=False),
        sa.Column("situation_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["adjustment_id"], ["adjustment.id"], name=op.f("fk_adjustment_situations_adjustment_id")
        ),
        sa.ForeignKeyConstraint(
            ["situation_id"], ["adjustment_situation.id"], name=op.f("fk_adjustment_situations_situation_id")
        ),
        sa.PrimaryKeyConstraint("adjustment_id", "situation_id", name=op.f("pk_adjustment_situations")),
    )
    op.create_table(
        "consultation",
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("departments", sa.String(length=200), nullable=False),
        sa.Column("cadre_id", sa.String(length=32), nullable=True),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("note_id", sa.String(length=32), nullable=True),
        sa.Column("conclusion", sa.String(), nullable=True),
        sa.Column("follow_up", sa.String(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_consultation_cadre_id")),
        sa.ForeignKeyConstraint(["note_id"], ["source_note.id"], name=op.f("fk_consultation_note_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_consultation_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
    )
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consultation_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_consultation_held_on"), ["held_on"], unique=False)
        batch_op.create_index(
            "ix_consultation_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_consultation_note_id"), ["note_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_consultation_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "contest_entry",
        sa.Column("contest_id", sa.String(length=32), nullable=False),
        sa.Column("cadre_id", sa.String(length=32), nullable=False),
        sa.Column("politics", sa.Double(), nullable=True),
        sa.Column("ability", sa.Double(), nullable=True),
        sa.Column("deeds", sa.Double(), nullable=True),
        sa.Column("duty", sa.Double(), nullable=True),
        sa.Column("style", sa.Double(), nullable=True),
        sa.Column("integrity", sa.Double(), nullable=True),
        sa.Column("total", sa.Double(), nullable=True),
        sa.Column("result", sa.String(length=30), nullable=True),
        sa.Column("remark", sa.String(length=200), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_contest_entry_cadre_id")),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_contest_entry_contest_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contest_entry")),
    )
    with op.batch_alter_table("contest_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contest_entry_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contest_entry_contest_id"), ["contest_id"], unique=False)
        batch_op.create_index(
            "ix_contest_entry_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )

    op.create_table(
        "liaison_visit",
        sa.Column("liaison_id", sa.String(length=32), nullable=False),
        sa.Column("cadre_id", sa.String(length=32), nullable=True),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("done", sa.String(length=30), nullable=False),
        sa.Column("n_done", sa.Integer(), nullable=True),
        sa.Column("supervision", sa.String(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_liaison_visit_cadre_id")),
        sa.ForeignKeyConstraint(["liaison_id"], ["liaison.id"], name=op.f("fk_liaison_visit_liaison_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_liaison_visit")),
    )
    with op.batch_alter_table("liaison_visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_liaison_visit_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(
            "ix_liaison_visit_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_liaison_visit_liaison_id"), ["liaison_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_liaison_visit_visited_on"), ["visited_on"], unique=False)

    op.create_table(
        "maker_talent",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("trade", sa.String(length=30), nullable=False),
        sa.Column("base_id", sa.String(length=32), nullable=True),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("party_member", sa.Boolean(), nullable=False),
        sa.Column("began_on", sa.String(length=10), nullable=False),
        sa.Column("left_on", sa.String(length=10), nullable=True),
        sa.Column("deeds", sa.String(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["base_id"], ["maker_base.id"], name=op.f("fk_maker_talent_base_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_maker_talent_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_maker_talent")),
    )
    with op.batch_alter_table("maker_talent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_maker_talent_base_id"), ["base_id"], unique=False)
        batch_op.create_index(
            "ix_maker_talent_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_maker_talent_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "monthly_task",
        sa.Column("challenge_id", sa.String(length=32), nullable=False),
        sa.Column("cadre_id", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("task", sa.String(length=200), nullable=False),
        sa.Column("target", sa.String(length=120), nullable=True),
        sa.Column("percent", sa.Double(), nullable=True),
        sa.Column("remark", sa.String(length=200), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_monthly_task_cadre_id")),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenge.id"], name=op.f("fk_monthly_task_challenge_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monthly_task")),
    )
    with op.batch_alter_table("monthly_task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_monthly_task_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_monthly_task_challenge_id"), ["challenge_id"], unique=False)
        batch_op.create_index(
            "ix_monthly_task_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )

    op.create_table(
        "race_award",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("cadre_id", sa.String(length=32), nullable=True),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("challenge_id", sa.String(length=32), nullable=True),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("consequence", sa.String(length=200), nullable=True),
        sa.Column("reply", sa.String(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_race_award_cadre_id")),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenge.id"], name=op.f("fk_race_award_challenge_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_race_award_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_race_award")),
    )
    with op.batch_alter_table("race_award", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_race_award_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_race_award_challenge_id"), ["challenge_id"], unique=False)
        batch_op.create_index(
            "ix_race_award_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_race_award_unit_id"), ["unit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_race_award_year"), ["year"], unique=False)

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

    op.create_table(
        "revisit",
        sa.Column("cadre_id", sa.String(length=32), nullable=False),
        sa.Column("sanction_id", sa.String(length=32), nullable=True),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("way", sa.String(length=30), nullable=False),
        sa.Column("host", sa.String(length=60), nullable=True),
        sa.Column("visitors", sa.String(length=120), nullable=False),
        sa.Column("unit_opinion", sa.String(), nullable=True),
        sa.Column("understanding", sa.String(), nullable=True),
        sa.Column("conduct", sa.String(), nullable=True),
        sa.Column("wishes", sa.String(), nullable=True),
        sa.Column("grade", sa.String(length=30), nullable=True),
        sa.Column("proposal", sa.String(length=30), nullable=True),
        sa.Column("reused_on", sa.Date(), nullable=True),
        sa.Column("post_id", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_revisit_cadre_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_revisit_post_id")),
        sa.ForeignKeyConstraint(["sanction_id"], ["sanction.id"], name=op.f("fk_revisit_sanction_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisit")),
    )
    with op.batch_alter_table("revisit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_revisit_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(
            "ix_revisit_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_revisit_post_id"), ["post_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_revisit_sanction_id"), ["sanction_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_revisit_visited_on"), ["visited_on"], unique=False)

    op.create_table(
        "rotation",
        sa.Column("cadre_id", sa.String(length=32), nullable=False),
        sa.Column("from_post_id", sa.String(length=32), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("reason", sa.String(length=30), nullable=False),
        sa.Column("way", sa.String(length=30), nullable=True),
        sa.Column("due_on", sa.String(length=10), nullable=True),
        sa.Column("planned_on", sa.String(length=10), nullable=True),
        sa.Column("moved_on", sa.String(length=10), nullable=True),
        sa.Column("to_unit_id", sa.String(length=32), nullable=True),
        sa.Column("to_post", sa.String(length=120), nullable=True),
        sa.Column("delay_reason", sa.String(length=300), nullable=True),
        sa.Column("delay_until", sa.String(length=10), nullable=True),
        sa.Column("approved_by", sa.String(length=60), nullable=True),
        sa.Column("document", sa.String(length=60), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_rotation_cadre_id")),
        sa.ForeignKeyConstraint(["from_post_id"], ["post.id"], name=op.f("fk_rotation_from_post_id")),
        sa.ForeignKeyConstraint(["to_unit_id"], ["unit.id"], name=op.f("fk_rotation_to_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rotation")),
    )
    with op.batch_alter_table("rotation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rotation_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rotation_from_post_id"), ["from_post_id"], unique=False)
        batch_op.create_index(
            "ix_rotation_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_rotation_to_unit_id"), ["to_unit_id"], unique=False)

    op.create_table(
        "trainee",
        sa.Column("training_class_id", sa.String(length=32), nullable=False),
        sa.Column("cadre_id", sa.String(length=32), nullable=False),
        sa.Column("attended", sa.Boolean(), nullable=False),
        sa.Column("hours", sa.Double(), nullable=True),
        sa.Column("result", sa.String(length=120), nullable=True),
        sa.Column("absence", sa.String(length=120), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_trainee_cadre_id")),
        sa.ForeignKeyConstraint(
            ["training_class_id"], ["training_class.id"], name=op.f("fk_trainee_training_class_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trainee")),
    )
    with op.batch_alter_table("trainee", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trainee_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(
            "ix_trainee_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_trainee_training_class_id"), ["training_class_id"], unique=False)

    op.create_table(
        "problem",
        sa.Column("number", sa.String(length=30), nullable=True),
        sa.Column("problem_class_id", sa.String(length=32), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("source", sa.String(length=30), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=True),
        sa.Column("village_id", sa.String(length=32), nullable=True),
        sa.Column("reported_by_id", sa.String(length=32), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("reported_at", sa.DateTime(), nullable=True),
        sa.Column("first_answer_at", sa.DateTime(), nullable=True),
        sa.Column("talk_problem_id", sa.String(length=32), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("route", sa.String(length=30), nullable=True),
        sa.Column("taken_on", sa.Date(), nullable=True),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("handler_id", sa.String(length=32), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("measures", sa.String(), nullable=True),
        sa.Column("n_measures", sa.Integer(), nullable=True),
        sa.Column("solved_on", sa.Date(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("satisfaction", sa.String(length=30), nullable=True),
        sa.Column("rated_on", sa.Date(), nullable=True),
        sa.Column("rater_kind", sa.String(length=60), nullable=True),
        sa.Column("times_returned", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["handler_id"], ["cadre.id"], name=op.f("fk_problem_handler_id")),
        sa.ForeignKeyConstraint(["problem_class_id"], ["problem_class.id"], name=op.f("fk_problem_problem_class_id")),
        sa.ForeignKeyConstraint(["reported_by_id"], ["cadre.id"], name=op.f("fk_problem_reported_by_id")),
        sa.ForeignKeyConstraint(["talk_problem_id"], ["talk_problem.id"], name=op.f("fk_problem_talk_problem_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_problem_unit_id")),
        sa.ForeignKeyConstraint(["village_id"], ["unit.id"], name=op.f("fk_problem_village_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem")),
    )
    with op.batch_alter_table("problem", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_problem_handler_id"), ["handler_id"], unique=False)
        batch_op.create_index(
            "ix_problem_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_problem_problem_class_id"), ["problem_class_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_problem_reported_by_id"), ["reported_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_problem_reported_on"), ["reported_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_problem_talk_problem_id"), ["talk_problem_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_problem_unit_id"), ["unit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_problem_village_id"), ["village_id"], unique=False)

    op.create_table(
        "reminder",
        sa.Column("cadre_id", sa.String(length=32), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("organ", sa.String(length=30), nullable=False),
        sa.Column("subject_class", sa.String(length=30), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=True),
        sa.Column("approved_by", sa.String(length=60), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("document", sa.String(length=60), nullable=True),
        sa.Column("talkers", sa.String(length=120), nullable=True),
        sa.Column("recorder", sa.String(length=30), nullable=True),
        sa.Column("place", sa.String(length=80), nullable=True),
        sa.Column("content", sa.String(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("reply_due_on", sa.Date(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("reply", sa.String(), nullable=True),
        sa.Column("finding", sa.String(), nullable=True),
        sa.Column("next_step", sa.String(length=30), nullable=True),
        sa.Column("came_from_id", sa.String(length=32), nullable=True),
        sa.Column("interview_id", sa.String(length=32), nullable=True),
        sa.Column("talk_problem_id", sa.String(length=32), nullable=True),
        sa.Column("problem_id", sa.String(length=32), nullable=True),
        sa.Column("influence_months", sa.Integer(), nullable=True),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.Column("follow_up", sa.String(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_reminder_cadre_id")),
        sa.ForeignKeyConstraint(["came_from_id"], ["reminder.id"], name=op.f("fk_reminder_came_from_id")),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name=op.f("fk_reminder_interview_id")),
        sa.ForeignKeyConstraint(["problem_id"], ["problem.id"], name=op.f("fk_reminder_problem_id")),
        sa.ForeignKeyConstraint(["talk_problem_id"], ["talk_problem.id"], name=op.f("fk_reminder_talk_problem_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_reminder_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
    )
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminder_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reminder_came_from_id"), ["came_from_id"], unique=False)
        batch_op.create_index(
            "ix_reminder_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_reminder_interview_id"), ["interview_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reminder_issued_on"), ["issued_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_reminder_problem_id"), ["problem_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reminder_talk_problem_id"), ["talk_problem_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reminder_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "clearance",
        sa.Column("cadre_id", sa.String(length=32), nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("clue_number", sa.String(length=60), nullable=True),
        sa.Column("verifier_id", sa.String(length=32), nullable=True),
        sa.Column("finding", sa.String(length=30), nullable=True),
        sa.Column("found_on", sa.Date(), nullable=True),
        sa.Column("sanction_id", sa.String(length=32), nullable=True),
        sa.Column("reminder_id", sa.String(length=32), nullable=True),
        sa.Column("supervision_item_id", sa.String(length=32), nullable=True),
        sa.Column("situation", sa.String(length=30), nullable=True),
        sa.Column("harm", sa.String(), nullable=True),
        sa.Column("on_request", sa.Boolean(), nullable=False),
        sa.Column("consented", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("approved_by", sa.String(length=60), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("way", sa.String(length=30), nullable=True),
        sa.Column("scope", sa.String(length=200), nullable=True),
        sa.Column("cleared_on", sa.Date(), nullable=True),
        sa.Column("place", sa.String(length=80), nullable=True),
        sa.Column("attendants", sa.String(length=300), nullable=True),
        sa.Column("opinion", sa.String(), nullable=True),
        sa.Column("revisited_on", sa.Date(), nullable=True),
        sa.Column("revisit", sa.String(), nullable=True),
        sa.Column("charge_handed_on", sa.Date(), nullable=True),
        sa.Column("charge_handling", sa.String(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_clearance_cadre_id")),
        sa.ForeignKeyConstraint(["reminder_id"], ["reminder.id"], name=op.f("fk_clearance_reminder_id")),
        sa.ForeignKeyConstraint(["sanction_id"], ["sanction.id"], name=op.f("fk_clearance_sanction_id")),
        sa.ForeignKeyConstraint(
            ["supervision_item_id"], ["supervision_item.id"], name=op.f("fk_clearance_supervision_item_id")
        ),
        sa.ForeignKeyConstraint(["verifier_id"], ["unit.id"], name=op.f("fk_clearance_verifier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clearance")),
    )
    with op.batch_alter_table("clearance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clearance_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_clearance_cleared_on"), ["cleared_on"], unique=False)
        batch_op.create_index(
            "ix_clearance_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_clearance_reminder_id"), ["reminder_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_clearance_sanction_id"), ["sanction_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_clearance_supervision_item_id"), ["supervision_item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_clearance_verifier_id"), ["verifier_id"], unique=False)

    op.create_table(
        "style_review",
        sa.Column("activity", sa.String(length=30), nullable=False),
        sa.Column("reviewer", sa.String(length=80), nullable=True),
        sa.Column("subject", sa.String(length=120), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("reviewed_post", sa.String(length=80), nullable=True),
        sa.Column("grade", sa.String(length=30), nullable=False),
        sa.Column("problems", sa.String(), nullable=True),
        sa.Column("head_id", sa.String(length=32), nullable=True),
        sa.Column("talked_on", sa.Date(), nullable=True),
        sa.Column("reminder_id", sa.String(length=32), nullable=True),
        sa.Column("correction", sa.String(), nullable=True),
        sa.Column("reply", sa.String(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["head_id"], ["cadre.id"], name=op.f("fk_style_review_head_id")),
        sa.ForeignKeyConstraint(["reminder_id"], ["reminder.id"], name=op.f("fk_style_review_reminder_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_style_review_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_style_review")),
    )
    with op.batch_alter_table("style_review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_style_review_head_id"), ["head_id"], unique=False)
        batch_op.create_index(
            "ix_style_review_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_style_review_reminder_id"), ["reminder_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_style_review_reviewed_on"), ["reviewed_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_style_review_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "tolerance_case",
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("phase", sa.String(length=30), nullable=False),
        sa.Column("cadre_id", sa.String(length=32), nullable=True),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("matter_kind", sa.String(length=30), nullable=False),
        sa.Column("procedure", sa.String(length=30), nullable=False),
        sa.Column("simple_reason", sa.String(length=200), nullable=True),
        sa.Column("applied_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("basis", sa.String(), nullable=True),
        sa.Column("risks", sa.String(), nullable=True),
        sa.Column("collective_record", sa.String(length=200), nullable=True),
        sa.Column("guidance", sa.String(length=300), nullable=True),
        sa.Column("filing_number", sa.String(length=60), nullable=True),
        sa.Column("filed_on", sa.Date(), nullable=True),
        sa.Column("mistake", sa.String(), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("distinction", sa.String(length=30), nullable=True),
        sa.Column("lawful", sa.String(length=30), nullable=True),
        sa.Column("lawful_reason", sa.String(length=200), nullable=True),
        sa.Column("reforming", sa.String(length=30), nullable=True),
        sa.Column("reforming_reason", sa.String(length=200), nullable=True),
        sa.Column("diligent", sa.String(length=30), nullable=True),
        sa.Column("diligent_reason", sa.String(length=200), nullable=True),
        sa.Column("unselfish", sa.String(length=30), nullable=True),
        sa.Column("unselfish_reason", sa.String(length=200), nullable=True),
        sa.Column("procedural", sa.String(length=30), nullable=True),
        sa.Column("procedural_reason", sa.String(length=200), nullable=True),
        sa.Column("corrected", sa.String(length=30), nullable=True),
        sa.Column("corrected_reason", sa.String(length=200), nullable=True),
        sa.Column("verified_by", sa.String(length=120), nullable=True),
        sa.Column("verified_facts", sa.String(), nullable=True),
        sa.Column("deciders", sa.String(length=200), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("result", sa.String(length=30), nullable=True),
        sa.Column("sanction_id", sa.String(length=32), nullable=True),
        sa.Column("reminder_id", sa.String(length=32), nullable=True),
        sa.Column("deviation_id", sa.String(length=32), nullable=True),
        sa.Column("document", sa.String(length=60), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("correction", sa.String(), nullable=True),
        sa.Column("follow_up_due_on", sa.Date(), nullable=True),
        sa.Column("follow_up", sa.String(), nullable=True),
        sa.Column("followed_on", sa.Date(), nullable=True),
        sa.Column("statement", sa.String(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_tolerance_case_cadre_id")),
        sa.ForeignKeyConstraint(
            ["deviation_id"], ["deviation_problem.id"], name=op.f("fk_tolerance_case_deviation_id")
        ),
        sa.ForeignKeyConstraint(["reminder_id"], ["reminder.id"], name=op.f("fk_tolerance_case_reminder_id")),
        sa.ForeignKeyConstraint(["sanction_id"], ["sanction.id"], name=op.f("fk_tolerance_case_sanction_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_tolerance_case_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tolerance_case")),
    )
    with op.batch_alter_table("tolerance_case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tolerance_case_applied_on"), ["applied_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_tolerance_case_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_tolerance_case_deviation_id"), ["deviation_id"], unique=False)
        batch_op.create_index(
            "ix_tolerance_case_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_tolerance_case_reminder_id"), ["reminder_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_tolerance_case_sanction_id"), ["sanction_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_tolerance_case_unit_id"), ["unit_id"], unique=False)

    with op.batch_alter_table("achievement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_achievement_look_back_on"), ["look_back_on"], unique=False)

    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.add_column(sa.Column("confirmed_on", sa.String(length=10), nullable=True))

    with op.batch_alter_table("rank", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ground_item_id", sa.String(length=32), nullable=True))
        batch_op.create_index(batch_op.f("ix_rank_ground_item_id"), ["ground_item_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_rank_ground_item_id"), "promotion_ground", ["ground_item_id"], ["id"]
        )
