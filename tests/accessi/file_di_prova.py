"""Small real files for the tests of access."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Dictionary, Name, Pdf


def pdf_di_prova(testo: str) -> SimpleUploadedFile:
    """A one-page PDF whose text is `testo` (plain ASCII), readable by pdftotext."""
    pdf = Pdf.new()
    carattere = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pagina = pdf.add_blank_page(page_size=(595, 842))
    pagina.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(carattere)))
    pagina.Contents = pdf.make_stream(f"BT /F1 14 Tf 60 760 Td ({testo}) Tj ET".encode("ascii"))
    flusso = io.BytesIO()
    pdf.save(flusso)
    return SimpleUploadedFile("prova.pdf", flusso.getvalue(), "application/pdf")
