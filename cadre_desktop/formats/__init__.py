"""Files and plain values: what comes from and goes to spreadsheets; no database here."""

import os

# openpyxl takes lxml wherever it is installed: then failures of the disk are no OSErrors any more, and XML is read
# without defusedxml's refusals.
os.environ["OPENPYXL_LXML"] = "False"
