"""Opening files that people send: CSV and XLSX, with limits checked before anything is expanded."""
