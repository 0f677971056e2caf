from django.contrib.admin import AdminSite


class ArchiveAdminSite(AdminSite):
    site_header = "Readout: the editor's desk"
