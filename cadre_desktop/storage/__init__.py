"""The store: encrypted tables, the audit trail, backups.  It knows tables, not their meaning."""
