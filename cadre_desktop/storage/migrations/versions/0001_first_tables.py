"""First tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """First tables."""
    op.create_table(
        "attachment",
        sa.Column("owner_table", sa.String(length=60), nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index(
            "ix_attachment_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_attachment_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_sha256"), ["sha256"], unique=False)

    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("work_id", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("table", sa.String(length=60), nullable=False),
        sa.Column("record_id", sa.String(length=32), nullable=False),
        sa.Column("action", sa.String(length=10), nullable=False),
        sa.Column("diff", sa.Text(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.LargeBinary(), nullable=True),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_record_id"), ["record_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_entry_work_id"), ["work_id"], unique=False)

    op.create_table(
        "blob",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blob")),
    )
    op.create_table(
        "cadre",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("sex", sa.String(length=30), nullable=False),
        sa.Column("birth_on", sa.String(length=10), nullable=False),
        sa.Column("ethnic", sa.String(length=20), nullable=True),
        sa.Column("native_place", sa.String(length=40), nullable=True),
        sa.Column("birth_place", sa.String(length=40), nullable=True),
        sa.Column("id_number", sa.String(length=18), nullable=True),
        sa.Column("political_status", sa.String(length=30), nullable=True),
        sa.Column("party_joined_on", sa.String(length=10), nullable=True),
        sa.Column("other_party", sa.String(length=40), nullable=True),
        sa.Column("work_start_on", sa.String(length=10), nullable=True),
        sa.Column("health", sa.String(length=20), nullable=True),
        sa.Column("full_time_education", sa.String(length=60), nullable=True),
        sa.Column("full_time_school", sa.String(length=120), nullable=True),
        sa.Column("in_service_education", sa.String(length=60), nullable=True),
        sa.Column("in_service_school", sa.String(length=120), nullable=True),
        sa.Column("technical_title", sa.String(length=90), nullable=True),
        sa.Column("speciality", sa.String(length=110), nullable=True),
        sa.Column("identity", sa.String(length=30), nullable=False),
        sa.Column("managed_by", sa.String(length=30), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("retirement_base", sa.Integer(), nullable=True),
        sa.Column("phone", sa.String(length=30), nullable=True),
        sa.Column("resume", sa.String(), nullable=True),
        sa.Column("rewards", sa.String(), nullable=True),
        sa.Column("remark", sa.String(), nullable=True),
        sa.Column("photo_sha256", sa.String(length=64), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cadre")),
    )
    with op.batch_alter_table("cadre", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cadre_birth_on"), ["birth_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_cadre_id_number"), ["id_number"], unique=False)
        batch_op.create_index(
            "ix_cadre_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_cadre_name"), ["name"], unique=False)
        batch_op.create_index(batch_op.f("ix_cadre_state"), ["state"], unique=False)

    op.create_table(
        "checklist",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("issued_by", sa.String(length=60), nullable=True),
        sa.Column("document", sa.String(length=60), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("remark", sa.String(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist")),
    )
    with op.batch_alter_table("checklist", schema=None) as batch_op:
        batch_op.create_index(
            "ix_checklist_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )

    op.create_table(
        "draft",
        sa.Column("kind_key", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.String(length=32), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind_key", "record_id", name=op.f("pk_draft")),
    )
    op.create_table(
        "export_entry",
        sa.Column("number", sa.String(length=30), nullable=False),
        sa.Column("report", sa.String(length=80), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=40), nullable=False),
        sa.Column("recipient", sa.String(length=80), nullable=True),
        sa.Column("level", sa.String(length=30), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("n_records", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_entry")),
    )
    with op.batch_alter_table("export_entry", schema=None) as batch_op:
        batch_op.create_index(
            "ix_export_entry_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_export_entry_number"), ["number"], unique=False)

    op.create_table(
        "import_batch",
        sa.Column("kind_key", sa.String(length=40), nullable=False),
        sa.Column("kind_title", sa.String(length=40), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=40), nullable=False),
        sa.Column("n_created", sa.Integer(), nullable=False),
        sa.Column("n_updated", sa.Integer(), nullable=False),
        sa.Column("n_skipped", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("work_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.create_index(
            "ix_import_batch_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_import_batch_work_id"), ["work_id"], unique=False)

    op.create_table(
        "saved_filter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filter")),
    )
    with op.batch_alter_table("saved_filter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_saved_filter_place"), ["place"], unique=False)

    op.create_table(
        "search_entry",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("record_id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("record_id", name=op.f("uq_search_entry_record_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "unit",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("short_name", sa.String(length=30), nullable=True),
        sa.Column("code", sa.String(length=30), nullable=True),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=True),
        sa.Column("parent_id", sa.String(length=32), nullable=True),
        sa.Column("order_number", sa.Integer(), nullable=True),
        sa.Column("admin_quota", sa.Integer(), nullable=True),
        sa.Column("reference_quota", sa.Integer(), nullable=True),
        sa.Column("institution_quota", sa.Integer(), nullable=True),
        sa.Column("head_posts", sa.Integer(), nullable=True),
        sa.Column("deputy_posts", sa.Integer(), nullable=True),
        sa.Column("inner_head_posts", sa.Integer(), nullable=True),
        sa.Column("inner_deputy_posts", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("founded_on", sa.String(length=10), nullable=True),
        sa.Column("closed_on", sa.String(length=10), nullable=True),
        sa.Column("successor_id", sa.String(length=32), nullable=True),
        sa.Column("remark", sa.String(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_parent_id")),
        sa.ForeignKeyConstraint(["successor_id"], ["unit.id"], name=op.f("fk_unit_successor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
    )
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.create_index(
            "ix_unit_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_unit_name"), ["name"], unique=False)
        batch_op.create_index(batch_op.f("ix_unit_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "unit_setting",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_unit_setting")),
    )
    op.create_table(
        "annual_assessment",
        sa.Column("cadre_id", sa.String(length=32), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(length=30), nullable=False),
        sa.Column("participation", sa.String(length=30), nullable=False),
        sa.Column("grade", sa.String(length=30), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("comment", sa.String(), nullable=True),
        sa.Column("document", sa.String(length=60), nullable=True),
        sa.Column("reply", sa.String(length=300), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_annual_assessment_cadre_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_annual_assessment_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_assessment")),
    )
    with op.batch_alter_table("annual_assessment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_annual_assessment_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(
            "ix_annual_assessment_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_annual_assessment_unit_id"), ["unit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_annual_assessment_year"), ["year"], unique=False)

    op.create_table(
        "cadre_summary",
        sa.Column("cadre_id", sa.String(length=32), nullable=False),
        sa.Column("name_keys", sa.String(length=200), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("post_title", sa.String(length=300), nullable=True),
        sa.Column("is_leader", sa.Boolean(), nullable=False),
        sa.Column("level", sa.String(length=30), nullable=True),
        sa.Column("post_since", sa.String(length=10), nullable=True),
        sa.Column("level_since", sa.String(length=10), nullable=True),
        sa.Column("same_level_since", sa.String(length=10), nullable=True),
        sa.Column("rank", sa.String(length=30), nullable=True),
        sa.Column("rank_since", sa.String(length=10), nullable=True),
        sa.Column("last_grade", sa.String(length=30), nullable=True),
        sa.Column("last_grade_year", sa.Integer(), nullable=True),
        sa.Column("political_grade", sa.String(length=30), nullable=True),
        sa.Column("n_achievements", sa.Integer(), nullable=False),
        sa.Column("n_interviews", sa.Integer(), nullable=False),
        sa.Column("n_terms", sa.Integer(), nullable=False),
        sa.Column("n_observations", sa.Integer(), nullable=False),
        sa.Column("last_talk_on", sa.Date(), nullable=True),
        sa.Column("completeness", sa.Integer(), nullable=False),
        sa.Column("missing", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_cadre_summary_cadre_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_cadre_summary_unit_id")),
        sa.PrimaryKeyConstraint("cadre_id", name=op.f("pk_cadre_summary")),
    )
    with op.batch_alter_table("cadre_summary", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cadre_summary_completeness"), ["completeness"], unique=False)
        batch_op.create_index(batch_op.f("ix_cadre_summary_last_grade"), ["last_grade"], unique=False)
        batch_op.create_index(batch_op.f("ix_cadre_summary_level"), ["level"], unique=False)
        batch_op.create_index(batch_op.f("ix_cadre_summary_n_achievements"), ["n_achievements"], unique=False)
        batch_op.create_index(batch_op.f("ix_cadre_summary_political_grade"), ["political_grade"], unique=False)
        batch_op.create_index(batch_op.f("ix_cadre_summary_post_since"), ["post_since"], unique=False)
        batch_op.create_index(batch_op.f("ix_cadre_summary_post_title"), ["post_title"], unique=False)
        batch_op.create_index(batch_op.f("ix_cadre_summary_rank"), ["rank"], unique=False)
        batch_op.create_index(batch_op.f("ix_cadre_summary_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "checklist_item",
        sa.Column("checklist_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("polarity", sa.String(length=30), nullable=False),
        sa.Column("dimension", sa.String(length=30), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["checklist_id"], ["checklist.id"], name=op.f("fk_checklist_item_checklist_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_item")),
    )
    with op.batch_alter_table("checklist_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_checklist_item_checklist_id"), ["checklist_id"], unique=False)
        batch_op.create_index(
            "ix_checklist_item_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )

    op.create_table(
        "family_member",
        sa.Column("cadre_id", sa.String(length=32), nullable=False),
        sa.Column("relation", sa.String(length=18), nullable=False),
        sa.Column("name", sa.String(length=18), nullable=False),
        sa.Column("birth_on", sa.String(length=10), nullable=True),
        sa.Column("political_status", sa.String(length=30), nullable=True),
        sa.Column("work", sa.String(length=124), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_family_member_cadre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_family_member")),
    )
    with op.batch_alter_table("family_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_family_member_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(
            "ix_family_member_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )

    op.create_table(
        "interview",
        sa.Column("purpose", sa.String(length=30), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=30), nullable=True),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("interviewee", sa.LargeBinary(), nullable=True),
        sa.Column("talked_on", sa.Date(), nullable=False),
        sa.Column("talked_at", sa.String(length=20), nullable=True),
        sa.Column("place", sa.String(length=80), nullable=True),
        sa.Column("talkers", sa.String(length=120), nullable=False),
        sa.Column("recorder", sa.String(length=40), nullable=True),
        sa.Column("outline", sa.String(), nullable=True),
        sa.Column("raw_notes", sa.LargeBinary(), nullable=True),
        sa.Column("agreed_text", sa.String(), nullable=True),
        sa.Column("stance", sa.String(length=30), nullable=True),
        sa.Column("opinion", sa.String(), nullable=True),
        sa.Column("secrecy", sa.String(length=30), nullable=False),
        sa.Column("signed", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("finalised_on", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_interview_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview")),
    )
    with op.batch_alter_table("interview", schema=None) as batch_op:
        batch_op.create_index(
            "ix_interview_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_interview_purpose"), ["purpose"], unique=False)
        batch_op.create_index(batch_op.f("ix_interview_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_interview_talked_on"), ["talked_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_interview_unit_id"), ["unit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_interview_year"), ["year"], unique=False)

    op.create_table(
        "observation",
        sa.Column("cadre_id", sa.String(length=32), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("scene", sa.String(length=30), nullable=False),
        sa.Column("observed_on", sa.Date(), nullable=False),
        sa.Column("matter", sa.String(length=200), nullable=False),
        sa.Column("conduct", sa.String(), nullable=False),
        sa.Column("polarity", sa.String(length=30), nullable=False),
        sa.Column("way", sa.String(length=30), nullable=True),
        sa.Column("observer", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=True),
        sa.Column("reply", sa.String(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_observation_cadre_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_observation_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
    )
    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_observation_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(
            "ix_observation_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_observation_observed_on"), ["observed_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_observation_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "performance_term",
        sa.Column("cadre_id", sa.String(length=32), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("post_title", sa.String(length=120), nullable=False),
        sa.Column("number", sa.String(length=30), nullable=True),
        sa.Column("started_on", sa.String(length=10), nullable=False),
        sa.Column("filed_on", sa.Date(), nullable=False),
        sa.Column("filed_by", sa.String(length=60), nullable=True),
        sa.Column("assigned_by", sa.String(length=40), nullable=True),
        sa.Column("assigned_on", sa.Date(), nullable=True),
        sa.Column("expectation", sa.String(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("ended_on", sa.String(length=10), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_performance_term_cadre_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_performance_term_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_performance_term")),
    )
    with op.batch_alter_table("performance_term", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_performance_term_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(
            "ix_performance_term_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_performance_term_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "pledge",
        sa.Column("cadre_id", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=30), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("held_at", sa.String(length=120), nullable=True),
        sa.Column("n_good", sa.Integer(), nullable=True),
        sa.Column("n_fair", sa.Integer(), nullable=True),
        sa.Column("n_average", sa.Integer(), nullable=True),
        sa.Column("n_poor", sa.Integer(), nullable=True),
        sa.Column("n_voters", sa.Integer(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_pledge_cadre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledge")),
    )
    with op.batch_alter_table("pledge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pledge_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(
            "ix_pledge_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_pledge_year"), ["year"], unique=False)

    op.create_table(
        "political_review",
        sa.Column("cadre_id", sa.String(length=32), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("checklist_id", sa.String(length=32), nullable=True),
        sa.Column("self_check", sa.String(), nullable=True),
        sa.Column("n_issued", sa.Integer(), nullable=True),
        sa.Column("n_returned", sa.Integer(), nullable=True),
        sa.Column("n_valid", sa.Integer(), nullable=True),
        sa.Column("leader_comment", sa.String(), nullable=True),
        sa.Column("leader_name", sa.String(length=40), nullable=True),
        sa.Column("suggested_grade", sa.String(length=30), nullable=True),
        sa.Column("analysis", sa.String(), nullable=True),
        sa.Column("grade", sa.String(length=30), nullable=True),
        sa.Column("decided_by", sa.String(length=60), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("reply", sa.String(), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_political_review_cadre_id")),
        sa.ForeignKeyConstraint(["checklist_id"], ["checklist.id"], name=op.f("fk_political_review_checklist_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_political_review_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_political_review")),
    )
    with op.batch_alter_table("political_review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_political_review_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(
            "ix_political_review_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_political_review_unit_id"), ["unit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_political_review_year"), ["year"], unique=False)

    op.create_table(
        "post",
        sa.Column("cadre_id", sa.String(length=32), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("level", sa.String(length=30), nullable=True),
        sa.Column("is_leader", sa.Boolean(), nullable=False),
        sa.Column("member_kind", sa.String(length=30), nullable=True),
        sa.Column("is_main", sa.Boolean(), nullable=False),
        sa.Column("appointed_on", sa.String(length=10), nullable=True),
        sa.Column("appointment_document", sa.String(length=60), nullable=True),
        sa.Column("appointment_kind", sa.String(length=30), nullable=True),
        sa.Column("appointment_way", sa.String(length=30), nullable=True),
        sa.Column("removed_on", sa.String(length=10), nullable=True),
        sa.Column("removal_document", sa.String(length=60), nullable=True),
        sa.Column("removal_reason", sa.String(length=30), nullable=True),
        sa.Column("counts_continuous", sa.Boolean(), nullable=False),
        sa.Column("duties", sa.String(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_post_cadre_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_post_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
    )
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_post_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(
            "ix_post_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_post_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "rank",
        sa.Column("cadre_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("approved_on", sa.String(length=10), nullable=True),
        sa.Column("document", sa.String(length=60), nullable=True),
        sa.Column("ended_on", sa.String(length=10), nullable=True),
        sa.Column("ground", sa.String(length=200), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_rank_cadre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rank")),
    )
    with op.batch_alter_table("rank", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rank_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(
            "ix_rank_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )

    op.create_table(
        "unit_alias",
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("text", sa.String(length=60), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_alias_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_alias")),
    )
    with op.batch_alter_table("unit_alias", schema=None) as batch_op:
        batch_op.create_index(
            "ix_unit_alias_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_unit_alias_text"), ["text"], unique=False)
        batch_op.create_index(batch_op.f("ix_unit_alias_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "unit_former_name",
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("used_until", sa.String(length=10), nullable=True),
        sa.Column("document", sa.String(length=60), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_former_name_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_former_name")),
    )
    with op.batch_alter_table("unit_former_name", schema=None) as batch_op:
        batch_op.create_index(
            "ix_unit_former_name_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_unit_former_name_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "annual_answer",
        sa.Column("term_id", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("presented_on", sa.Date(), nullable=True),
        sa.Column("summary", sa.String(), nullable=True),
        sa.Column("rank_place", sa.Integer(), nullable=True),
        sa.Column("rank_total", sa.Integer(), nullable=True),
        sa.Column("rank_scope", sa.String(length=60), nullable=True),
        sa.Column("reputation_percent", sa.Double(), nullable=True),
        sa.Column("reputation_ballots", sa.Integer(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["term_id"], ["performance_term.id"], name=op.f("fk_annual_answer_term_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_answer")),
    )
    with op.batch_alter_table("annual_answer", schema=None) as batch_op:
        batch_op.create_index(
            "ix_annual_answer_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_annual_answer_term_id"), ["term_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_annual_answer_year"), ["year"], unique=False)

    op.create_table(
        "ballot",
        sa.Column("review_id", sa.String(length=32), nullable=False),
        sa.Column("row", sa.String(length=30), nullable=False),
        sa.Column("n_first", sa.Integer(), nullable=False),
        sa.Column("n_second", sa.Integer(), nullable=False),
        sa.Column("n_third", sa.Integer(), nullable=False),
        sa.Column("n_fourth", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["review_id"], ["political_review.id"], name=op.f("fk_ballot_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot")),
    )
    with op.batch_alter_table("ballot", schema=None) as batch_op:
        batch_op.create_index(
            "ix_ballot_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_ballot_review_id"), ["review_id"], unique=False)

    op.create_table(
        "interview_subject",
        sa.Column("interview_id", sa.String(length=32), nullable=False),
        sa.Column("cadre_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_interview_subject_cadre_id")),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name=op.f("fk_interview_subject_interview_id")),
        sa.PrimaryKeyConstraint("interview_id", "cadre_id", name=op.f("pk_interview_subject")),
    )
    with op.batch_alter_table("interview_subject", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_interview_subject_cadre_id"), ["cadre_id"], unique=False)

    op.create_table(
        "interview_supplement",
        sa.Column("interview_id", sa.String(length=32), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("added_by", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name=op.f("fk_interview_supplement_interview_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview_supplement")),
    )
    with op.batch_alter_table("interview_supplement", schema=None) as batch_op:
        batch_op.create_index(
            "ix_interview_supplement_in_bin",
            ["deleted_at"],
            unique=False,
            sqlite_where=sa.text("deleted_at IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_interview_supplement_interview_id"), ["interview_id"], unique=False)

    op.create_table(
        "sign",
        sa.Column("review_id", sa.String(length=32), nullable=False),
        sa.Column("dimension", sa.String(length=30), nullable=False),
        sa.Column("polarity", sa.String(length=30), nullable=False),
        sa.Column("item_id", sa.String(length=32), nullable=True),
        sa.Column("fact", sa.String(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("source_kind", sa.String(length=30), nullable=True),
        sa.Column("interview_id", sa.String(length=32), nullable=True),
        sa.Column("observation_id", sa.String(length=32), nullable=True),
        sa.Column("assessment_id", sa.String(length=32), nullable=True),
        sa.Column("source_document", sa.String(length=200), nullable=True),
        sa.Column("reply", sa.String(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["assessment_id"], ["annual_assessment.id"], name=op.f("fk_sign_assessment_id")),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name=op.f("fk_sign_interview_id")),
        sa.ForeignKeyConstraint(["item_id"], ["checklist_item.id"], name=op.f("fk_sign_item_id")),
        sa.ForeignKeyConstraint(["observation_id"], ["observation.id"], name=op.f("fk_sign_observation_id")),
        sa.ForeignKeyConstraint(["review_id"], ["political_review.id"], name=op.f("fk_sign_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign")),
    )
    with op.batch_alter_table("sign", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_assessment_id"), ["assessment_id"], unique=False)
        batch_op.create_index(
            "ix_sign_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_sign_interview_id"), ["interview_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_observation_id"), ["observation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_review_id"), ["review_id"], unique=False)

    op.create_table(
        "talk_problem",
        sa.Column("interview_id", sa.String(length=32), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name=op.f("fk_talk_problem_interview_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_talk_problem_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk_problem")),
    )
    with op.batch_alter_table("talk_problem", schema=None) as batch_op:
        batch_op.create_index(
            "ix_talk_problem_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_talk_problem_interview_id"), ["interview_id"], unique=False)

    op.create_table(
        "term_settlement",
        sa.Column("term_id", sa.String(length=32), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=False),
        sa.Column("effect", sa.String(), nullable=True),
        sa.Column("comparison", sa.String(), nullable=True),
        sa.Column("left_problems", sa.String(), nullable=True),
        sa.Column("audit_finding", sa.String(), nullable=True),
        sa.Column("reply", sa.String(), nullable=True),
        sa.Column("successor", sa.String(length=40), nullable=True),
        sa.Column("successor_signed_on", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["term_id"], ["performance_term.id"], name=op.f("fk_term_settlement_term_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_settlement")),
    )
    with op.batch_alter_table("term_settlement", schema=None) as batch_op:
        batch_op.create_index(
            "ix_term_settlement_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_term_settlement_term_id"), ["term_id"], unique=False)

    op.create_table(
        "term_task",
        sa.Column("term_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("target", sa.String(length=200), nullable=True),
        sa.Column("due_on", sa.String(length=10), nullable=True),
        sa.Column("responsibility", sa.String(length=30), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["term_id"], ["performance_term.id"], name=op.f("fk_term_task_term_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_task")),
    )
    with op.batch_alter_table("term_task", schema=None) as batch_op:
        batch_op.create_index(
            "ix_term_task_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_term_task_term_id"), ["term_id"], unique=False)

    op.create_table(
        "achievement",
        sa.Column("cadre_id", sa.String(length=32), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("ledger", sa.String(length=30), nullable=False),
        sa.Column("basis", sa.String(length=30), nullable=False),
        sa.Column("paper", sa.String(length=30), nullable=False),
        sa.Column("group", sa.String(length=30), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("term_id", sa.String(length=32), nullable=True),
        sa.Column("task_id", sa.String(length=32), nullable=True),
        sa.Column("goal", sa.String(length=300), nullable=True),
        sa.Column("baseline", sa.String(length=300), nullable=True),
        sa.Column("process", sa.String(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("own_role", sa.String(length=30), nullable=False),
        sa.Column("own_part", sa.String(length=300), nullable=True),
        sa.Column("happened_on", sa.String(length=10), nullable=True),
        sa.Column("completion", sa.String(length=30), nullable=True),
        sa.Column("truth", sa.String(length=30), nullable=True),
        sa.Column("difficulty", sa.String(length=30), nullable=True),
        sa.Column("contribution", sa.String(length=30), nullable=True),
        sa.Column("reviewer", sa.String(length=40), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("opinion", sa.String(), nullable=True),
        sa.Column("reply", sa.String(), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("look_back_on", sa.Date(), nullable=True),
        sa.Column("look_back_result", sa.String(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_achievement_cadre_id")),
        sa.ForeignKeyConstraint(["task_id"], ["term_task.id"], name=op.f("fk_achievement_task_id")),
        sa.ForeignKeyConstraint(["term_id"], ["performance_term.id"], name=op.f("fk_achievement_term_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_achievement_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_achievement")),
    )
    with op.batch_alter_table("achievement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_achievement_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(
            "ix_achievement_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_achievement_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_achievement_task_id"), ["task_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_achievement_term_id"), ["term_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_achievement_unit_id"), ["unit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_achievement_year"), ["year"], unique=False)

    op.create_table(
        "answer_line",
        sa.Column("answer_id", sa.String(length=32), nullable=False),
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column("standing", sa.String(length=30), nullable=False),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("figures", sa.String(length=200), nullable=True),
        sa.Column("own_role", sa.String(length=200), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["answer_id"], ["annual_answer.id"], name=op.f("fk_answer_line_answer_id")),
        sa.ForeignKeyConstraint(["task_id"], ["term_task.id"], name=op.f("fk_answer_line_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_line")),
    )
    with op.batch_alter_table("answer_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_line_answer_id"), ["answer_id"], unique=False)
        batch_op.create_index(
            "ix_answer_line_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_answer_line_task_id"), ["task_id"], unique=False)

    op.create_table(
        "settlement_line",
        sa.Column("settlement_id", sa.String(length=32), nullable=False),
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column("outcome", sa.String(length=30), nullable=False),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("evidence", sa.String(length=300), nullable=True),
        sa.Column("confirmed_by", sa.String(length=40), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["settlement_id"], ["term_settlement.id"], name=op.f("fk_settlement_line_settlement_id")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["term_task.id"], name=op.f("fk_settlement_line_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlement_line")),
    )
    with op.batch_alter_table("settlement_line", schema=None) as batch_op:
        batch_op.create_index(
            "ix_settlement_line_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_settlement_line_settlement_id"), ["settlement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_settlement_line_task_id"), ["task_id"], unique=False)

    op.create_table(
        "evidence",
        sa.Column("achievement_id", sa.String(length=32), nullable=False),
        sa.Column("strength", sa.String(length=30), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("reference", sa.String(length=120), nullable=True),
        sa.Column("dated_on", sa.String(length=10), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["achievement_id"], ["achievement.id"], name=op.f("fk_evidence_achievement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_achievement_id"), ["achievement_id"], unique=False)
        batch_op.create_index(
            "ix_evidence_in_bin", ["deleted_at"], unique=False, sqlite_where=sa.text("deleted_at IS NOT NULL")
        )
    # The search index: one character a word; contentless, so it holds no second copy of the text.
    op.execute("CREATE VIRTUAL TABLE search_text USING fts5(place, body, content='', contentless_delete=1)")
    op.execute("INSERT INTO search_text(search_text, rank) VALUES ('secure-delete', 1)")
    # The trail is append-only: a seal proves it, and these refuse honest mistakes.
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_entry_no_{act.lower()} BEFORE {act} ON audit_entry"
            " BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END"
        )
